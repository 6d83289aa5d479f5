import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import * as v from 'valibot';

/** The server-sent events in a stream of bytes, wherever the network has cut it. */
export function eventSourceMessages(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

/** The data of an event; `null` where it is no JSON or has another form, which a newer version of a vendor's API may send. */
export function readEventData<const Schema extends v.GenericSchema>(
  data: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(data));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
