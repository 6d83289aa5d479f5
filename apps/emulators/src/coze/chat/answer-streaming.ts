import { type EventListener, eventStreamResponse } from '../../assistant/event-stream-response.ts';
import { writeReply } from '../../assistant/write-reply.ts';
import type { CozeService } from '../coze-service.ts';
import { createLogId, LOG_ID_HEADER } from '../envelope.ts';
import type { BegunChat } from './begin-chat.ts';
import { presentChat, presentMessage } from './present.ts';

/** The chat as Coze's server-sent events. It goes on to its end when it is cancelled, as Coze's does, or nobody listens. */
export function answerStreaming(service: CozeService, begun: BegunChat): Response {
  const closing = service.tasks.start(begun.chat.id, begun.conversation.creator);
  const response = eventStreamResponse((listener) => speak(service, begun, { ...listener, closing }));
  response.headers.set(LOG_ID_HEADER, createLogId(service.now()));
  return response;
}

async function speak(service: CozeService, begun: BegunChat, { send, left, closing }: Listener) {
  const { state, settings, events, tasks, heldAnswers } = service;
  const { chat, conversation, question, answer, rest } = begun;
  const sectionId = conversation.section_id;
  send(event('conversation.chat.created', presentChat(chat, 'created', sectionId)));
  send(event('conversation.chat.in_progress', presentChat(chat, 'in_progress', sectionId)));
  const { created_at: _created, updated_at: _updated, ...piece } = presentMessage(answer, sectionId);
  const paceMs = () => settings.current().paceMs;
  const over = AbortSignal.any([left, closing]);
  const released = heldAnswers.untilReleased(question);
  for await (const content of writeReply(answer.content, { paceMs, over, released })) {
    send(event('conversation.message.delta', { ...piece, content }));
  }
  state.chats.complete(chat.id);
  tasks.end(chat.id);
  events.publish('state');
  for (const message of [answer, ...rest]) {
    send(event('conversation.message.completed', presentMessage(message, sectionId)));
  }
  const completed = { ...chat, completed_at: service.now() };
  send(event('conversation.chat.completed', presentChat(completed, 'completed', sectionId)));
  send(event('done', '[DONE]'));
}

interface Listener extends EventListener {
  /** Aborts when the emulators end. */
  readonly closing: AbortSignal;
}

/** Without a space after the colons, as Coze writes them. */
const event = (name: string, data: unknown) => `event:${name}\ndata:${JSON.stringify(data)}\n\n`;
