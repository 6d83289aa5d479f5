import { type DifyService, inSeconds } from '../dify-service.ts';
import type { Generation } from './begin-message.ts';
import { usageOf } from './usage.ts';

/** The whole answer as one JSON object. */
export function answerBlocking(service: DifyService, generation: Generation): object {
  const { app, message, taskId, reply } = generation;
  service.state.messages.setAnswer(message.id, reply);
  service.events.publish('state');
  return {
    event: 'message',
    task_id: taskId,
    id: message.id,
    message_id: message.id,
    ...(app.mode === 'chat' ? { conversation_id: message.conversation_id } : {}),
    mode: app.mode,
    answer: reply,
    metadata: { usage: usageOf(message.query, reply, 0), retriever_resources: [] },
    created_at: inSeconds(message.created_at),
  };
}
