import type { Context, Hono } from 'hono';
import { notChatApp, notFound } from '../dify-error.ts';
import type { DifyService } from '../dify-service.ts';
import { answerBlocking } from '../generation/answer-blocking.ts';
import { answerStreaming } from '../generation/answer-streaming.ts';
import { beginMessage } from '../generation/begin-message.ts';
import { optional } from '../payload/payload-field.ts';
import { boolean, choice, dictionary, text, uuid } from '../payload/payload-kinds.ts';
import { readPayload } from '../payload/read-payload.ts';
import { admitJson, ownerOf } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';

/** `POST /chat-messages` and its stop. */
export function addChatRoutes(app: Hono, service: DifyService): void {
  defineRoute(app, '/chat-messages', { post: (context) => chat(context, service) });
  defineRoute(app, '/chat-messages/:task_id/stop', { post: (context) => stop(context, service) });
}

async function chat(context: Context, service: DifyService) {
  const caller = await admitJson(context, service, { userRequired: true });
  if (caller.app.mode !== 'chat') throw notChatApp();
  const { app, endUser, generation } = caller;
  const payload = readPayload(caller.body, { model: 'ChatRequestPayload', fields: FIELDS, generation });
  const { conversation_id: conversationId, inputs, query } = payload;
  const conversation = conversationId
    ? service.state.conversations.find(conversationId, ownerOf(caller))
    : undefined;
  if (conversationId && !conversation) throw notFound('Conversation Not Exists.');

  const autoGenerateName = payload.auto_generate_name;
  const begun = beginMessage(service, { app, endUser, conversation, inputs, query, autoGenerateName });
  return payload.response_mode === 'streaming'
    ? answerStreaming(service, begun)
    : context.json(answerBlocking(service, begun));
}

async function stop(context: Context, service: DifyService) {
  const { app, endUser } = await admitJson(context, service, { userRequired: true });
  if (app.mode !== 'chat') throw notChatApp();
  service.tasks.stop(context.req.param('task_id') ?? '', endUser.id);
  return context.json({ result: 'success' });
}

const FIELDS = {
  inputs: dictionary,
  query: text,
  // Without a mode Dify blocks.
  response_mode: optional(choice(['blocking', 'streaming']), 'blocking' as const),
  conversation_id: optional(uuid('conversation_id must be a valid UUID'), null),
  auto_generate_name: optional(boolean, true),
};
