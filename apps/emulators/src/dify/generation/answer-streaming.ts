import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { splitIntoChunks } from '../../assistant/split-into-chunks.ts';
import { type DifyService, inSeconds } from '../dify-service.ts';
import type { Generation } from './begin-message.ts';
import { usageOf } from './usage.ts';

/**
 * The answer as Dify's server-sent events: a ping, `message` chunks, `message_end`. The whole answer is kept even
 * when nobody listens to its end; after a stop, what was sent so far.
 */
export function answerStreaming(service: DifyService, generation: Generation): Response {
  const stopped = service.tasks.start(generation.taskId, generation.endUser.id);
  const left = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      await generate(service, generation, { send, stopped, left: left.signal });
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' },
  });
}

async function generate(service: DifyService, generation: Generation, listener: Listener) {
  const { message, reply, taskId } = generation;
  const { send, stopped, left } = listener;
  const over = AbortSignal.any([stopped, left]);
  const started = performance.now();
  let pinged = started;
  let said = '';
  send(PING);
  for (const chunk of splitIntoChunks(reply)) {
    await pause(service.settings.current().paceMs, over);
    if (over.aborted) break;
    if (performance.now() - pinged > PING_EVERY_MS) {
      send(PING);
      pinged = performance.now();
    }
    said += chunk;
    send(event(generation, 'message', { answer: chunk, from_variable_selector: null }));
  }
  const answer = stopped.aborted ? said : reply;
  service.state.messages.setAnswer(message.id, answer);
  service.tasks.end(taskId);
  service.events.publish('state');
  const usage = usageOf(message.query, answer, (performance.now() - started) / 1000);
  send(event(generation, 'message_end', { metadata: { usage, retriever_resources: [] }, files: [] }));
}

interface Listener {
  readonly send: (text: string) => void;
  readonly stopped: AbortSignal;
  /** Aborts when the client has gone. */
  readonly left: AbortSignal;
}

const encoder = new TextEncoder();

/** Dify's ping has no data. */
const PING = 'event: ping\n\n';

/** Dify's own interval. */
const PING_EVERY_MS = 10_000;

/** One event in the key order of Dify's converter; a completion has no conversation to name. */
function event({ app, message, taskId }: Generation, name: string, rest: object) {
  const data = {
    event: name,
    ...(app.mode === 'chat' ? { conversation_id: message.conversation_id } : {}),
    message_id: message.id,
    created_at: inSeconds(message.created_at),
    task_id: taskId,
    id: message.id,
    ...rest,
  };
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Waits, but not beyond the end. Even without a pace the turn is given up, so that a stop can arrive. */
async function pause(milliseconds: number, over: AbortSignal) {
  try {
    await (milliseconds > 0 ? delay(milliseconds, undefined, { signal: over }) : turn());
  } catch {
    // It is over, which the caller sees by the signal.
  }
}
