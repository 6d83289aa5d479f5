import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import * as v from 'valibot';

/** The server-sent events in a stream of bytes, however the network has split it. */
export function eventSourceMessages(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

/**
 * The data of an event; `null` if it is not JSON or has an unknown form, as from a newer version of
 * a vendor's API.
 */
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
