import type { Context } from 'hono';
import type { Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { answerQuestion } from '../dify-answers.ts';
import { admitJson, type Dify } from '../dify-caller.ts';
import { difyError, notChatApp, notFound } from '../dify-errors.ts';
import type { AppRow } from '../dify-state.ts';
import { formOf, readInputs } from '../input-form.ts';
import { readPayload } from '../payload/payload.ts';
import { boolean, choice, dictionary, optional, text, uuid } from '../payload/payload-fields.ts';

export function chatRoutes(dify: Dify): Routes<string> {
  const stopping = (mode: AppRow['mode']) => ({
    async post(context: Context) {
      const { endUser } = await admitTo(mode, context, dify);
      dify.streams.stop(context.req.param('task_id') ?? '', endUser.id);
      return { result: 'success' };
    },
  });
  return {
    '/chat-messages': { post: (context) => chat(context, dify) },
    '/chat-messages/:task_id/stop': stopping('chat'),
    '/completion-messages': { post: (context) => complete(context, dify) },
    '/completion-messages/:task_id/stop': stopping('completion'),
  };
}

/** Admits a caller whose app has this mode. */
async function admitTo(mode: AppRow['mode'], context: Context, dify: Dify) {
  const caller = await admitJson(context, dify);
  if (caller.app.mode === mode) return caller;
  if (mode === 'chat') throw notChatApp();
  throw difyError(400, 'app_unavailable', 'App unavailable, please check your app configurations.');
}

async function chat(context: Context, dify: Dify) {
  const caller = await admitTo('chat', context, dify);
  const { app, body, owner, generation } = caller;
  const payload = readPayload(body, { model: 'ChatRequestPayload', fields: CHAT_FIELDS, generation });
  const { conversation_id: id, query } = payload;
  const missing = () => notFound('Conversation Not Exists.');
  return answerQuestion(dify, caller, {
    conversation: id ? orThrow(dify.state.conversations.find({ id, ...owner }), missing) : undefined,
    inputs: readInputs(formOf(app), payload.inputs, generation),
    query,
    autoGenerateName: payload.auto_generate_name,
    streams: payload.response_mode === 'streaming',
  });
}

async function complete(context: Context, dify: Dify) {
  const caller = await admitTo('completion', context, dify);
  const { app, body, generation } = caller;
  const model = 'CompletionRequestPayload';
  const payload = readPayload(body, { model, fields: COMPLETION_FIELDS, generation });
  // A client of an earlier Dify gives the question beside the inputs.
  const inputs = readInputs(formOf(app), { query: payload.query, ...payload.inputs }, generation);
  return answerQuestion(dify, caller, {
    conversation: undefined,
    inputs,
    query: typeof inputs.query === 'string' ? inputs.query : payload.query,
    autoGenerateName: false,
    streams: payload.response_mode === 'streaming',
  });
}

// Without a mode Dify blocks.
const response_mode = optional(choice(['blocking', 'streaming']), 'blocking' as const);

const CHAT_FIELDS = {
  inputs: dictionary,
  query: text,
  response_mode,
  conversation_id: optional(uuid('conversation_id must be a valid UUID'), null),
  auto_generate_name: optional(boolean, true),
};

const COMPLETION_FIELDS = { inputs: dictionary, query: optional(text, ''), response_mode };
