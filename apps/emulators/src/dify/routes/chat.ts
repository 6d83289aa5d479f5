import type { Context } from 'hono';
import type { Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { answerQuestion } from '../dify-answers.ts';
import { admitJson, type DifyCall } from '../dify-caller.ts';
import { difyError, notChatApp, notFound } from '../dify-errors.ts';
import type { AppRow } from '../dify-state.ts';
import { readInputs } from '../input-form.ts';
import { readPayload } from '../payload/payload.ts';
import { boolean, choice, dictionary, optional, text, uuid } from '../payload/payload-fields.ts';

/** Admits a caller whose app has this mode. */
async function admitTo(mode: AppRow['mode'], context: Context, call: DifyCall) {
  const caller = await admitJson(context, call);
  if (caller.app.mode === mode) return caller;
  if (mode === 'chat') throw notChatApp();
  throw difyError(400, 'app_unavailable', 'App unavailable, please check your app configurations.');
}

const stopping = (mode: AppRow['mode']) => ({
  async post(context: Context, call: DifyCall) {
    const { endUser } = await admitTo(mode, context, call);
    call.streams.stop(context.req.param('task_id') ?? '', endUser.id);
    return { result: 'success' };
  },
});

export const chatRoutes: Routes<DifyCall> = {
  '/chat-messages': {
    async post(context, call) {
      const caller = await admitTo('chat', context, call);
      const payload = readPayload(call, caller.body, 'ChatRequestPayload', CHAT_FIELDS);
      const { conversation_id: id, query, response_mode } = payload;
      const missing = () => notFound('Conversation Not Exists.');
      return answerQuestion(caller, {
        conversation: id
          ? orThrow(call.state.conversations.find({ id, ...caller.owner }), missing)
          : undefined,
        inputs: readInputs(caller, payload.inputs),
        query,
        autoGenerateName: payload.auto_generate_name,
        streams: response_mode === 'streaming',
      });
    },
  },
  '/chat-messages/:task_id/stop': stopping('chat'),
  '/completion-messages': {
    async post(context, call) {
      const caller = await admitTo('completion', context, call);
      const payload = readPayload(call, caller.body, 'CompletionRequestPayload', COMPLETION_FIELDS);
      // A client of an earlier Dify gives the question beside the inputs.
      const inputs = readInputs(caller, { query: payload.query, ...payload.inputs });
      return answerQuestion(caller, {
        conversation: undefined,
        inputs,
        query: typeof inputs.query === 'string' ? inputs.query : payload.query,
        autoGenerateName: false,
        streams: payload.response_mode === 'streaming',
      });
    },
  },
  '/completion-messages/:task_id/stop': stopping('completion'),
};

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
