import { composeReply } from '../../assistant/compose-reply.ts';
import { writingTime } from '../../assistant/write-reply.ts';
import { type MoveworksService, moveworksSettings } from '../moveworks-service.ts';
import type { ConversationRow } from '../state/conversations.ts';
import type { ResponseRow } from '../state/responses.ts';

/** Writes down the question and all that will be said to it, which shows when the response is complete. */
export function beginResponse(service: MoveworksService, request: ResponseRequest): BegunResponse {
  const { state, settings, events, now } = service;
  const { conversation, text, streams } = request;
  const { responseOutcome, feedbackSides } = moveworksSettings(service);
  const reply = composeReply(text, now());
  const writing = Math.min(writingTime(reply, settings.current().paceMs), LONGEST_MS);
  const response = state.responses.create({
    conversationId: conversation.id,
    outcome: responseOutcome,
    completedAt: streams ? null : now() + writing,
  });
  const common = { conversationId: conversation.id, responseId: response.id };
  const silent = { ...common, sides: 'none' } as const;
  state.messages.create({ ...silent, kind: 'MESSAGE', actor: 'USER', text });
  state.messages.create({ ...silent, kind: 'REASONING', actor: 'ASSISTANT', text: REASONING });
  state.messages.create({
    ...common,
    kind: 'MESSAGE',
    actor: 'ASSISTANT',
    text: reply,
    sides: feedbackSides,
  });
  const { title, archived } = conversation;
  state.conversations.update(conversation.id, { title: title ?? titleOf(text), archived: archived === 1 });
  events.publish('state');
  return { response, question: text, reply };
}

export interface ResponseRequest {
  readonly conversation: ConversationRow;
  readonly text: string;
  readonly streams: boolean;
}

export interface BegunResponse {
  readonly response: ResponseRow;
  readonly question: string;
  readonly reply: string;
}

/** The vendor's word for how long a caller may have to wait. */
const LONGEST_MS = 120_000;

const REASONING = 'Looking for what the question is about.';

/** The title the vendor's model would make. */
function titleOf(text: string) {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}
