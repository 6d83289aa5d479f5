import { randomUUID } from 'node:crypto';
import { composeReply } from '../../assistant/compose-reply.ts';
import type { DifyService } from '../dify-service.ts';
import { assertStorable } from '../request/storable.ts';
import type { AppRow } from '../state/apps.ts';
import type { ConversationRow } from '../state/conversations.ts';
import type { EndUserRow } from '../state/end-users.ts';
import type { MessageRow } from '../state/messages.ts';

/**
 * Writes the conversation (when it is new) and the message, with its answer still empty, before anything is
 * answered: as in Dify, a message can be rated while it streams.
 */
export function beginMessage(service: DifyService, request: GenerationRequest): Generation {
  const { state, events, now } = service;
  const { app, endUser, inputs, query } = request;
  assertStorable(query);
  const conversation =
    request.conversation ??
    state.conversations.create({
      appId: app.id,
      fromSource: 'api',
      endUserId: endUser.id,
      name: request.autoGenerateName ? nameAfter(query) : 'New conversation',
      inputs,
      introduction: app.opening_statement,
    });
  if (request.conversation) state.conversations.touch(conversation.id);
  const message = state.messages.create({
    appId: app.id,
    conversationId: conversation.id,
    fromSource: 'api',
    endUserId: endUser.id,
    inputs,
    query,
    answer: '',
  });
  events.publish('state');
  return { app, endUser, message, taskId: randomUUID(), reply: composeReply(query, now()) };
}

/** The name Dify's model would make of the first question. */
export function nameAfter(query: string): string {
  const characters = [...query.replace(/\s+/g, ' ').trim()];
  if (characters.length === 0) return 'New conversation';
  return characters.length > 40 ? `${characters.slice(0, 39).join('').trimEnd()}…` : characters.join('');
}

export interface GenerationRequest {
  readonly app: AppRow;
  readonly endUser: EndUserRow;
  readonly conversation: ConversationRow | undefined;
  readonly inputs: Record<string, unknown>;
  readonly query: string;
  readonly autoGenerateName: boolean;
}

/** An answer about to be given. */
export interface Generation {
  readonly app: AppRow;
  readonly endUser: EndUserRow;
  readonly message: MessageRow;
  readonly taskId: string;
  readonly reply: string;
}
