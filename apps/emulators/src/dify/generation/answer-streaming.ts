import { type EventListener, eventStreamResponse } from '../../assistant/event-stream-response.ts';
import { writeReply } from '../../assistant/write-reply.ts';
import { type DifyService, inSeconds } from '../dify-service.ts';
import type { Generation } from './begin-message.ts';
import { usageOf } from './usage.ts';

/**
 * The answer as Dify's server-sent events: a ping, `message` chunks, `message_end`. The whole answer is kept even
 * when nobody listens to its end; after a stop, what was sent so far.
 */
export function answerStreaming(service: DifyService, generation: Generation): Response {
  const stopped = service.tasks.start(generation.taskId, generation.endUser.id);
  return eventStreamResponse((listener) => generate(service, generation, { ...listener, stopped }));
}

async function generate(service: DifyService, generation: Generation, listener: StoppableListener) {
  const { message, reply, taskId } = generation;
  const { send, stopped, left } = listener;
  const started = performance.now();
  let pinged = started;
  let said = '';
  send(PING);
  const paceMs = () => service.settings.current().paceMs;
  const over = AbortSignal.any([stopped, left]);
  const released = service.heldAnswers.untilReleased(message.query);
  for await (const chunk of writeReply(reply, { paceMs, over, released })) {
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

interface StoppableListener extends EventListener {
  readonly stopped: AbortSignal;
}

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
