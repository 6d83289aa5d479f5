import type { Context, Hono } from 'hono';
import { appUnavailable } from '../dify-error.ts';
import type { DifyService } from '../dify-service.ts';
import { answerBlocking } from '../generation/answer-blocking.ts';
import { answerStreaming } from '../generation/answer-streaming.ts';
import { beginMessage } from '../generation/begin-message.ts';
import { optional } from '../payload/payload-field.ts';
import { choice, dictionary, text } from '../payload/payload-kinds.ts';
import { readPayload } from '../payload/read-payload.ts';
import { admitJson } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';

/** `POST /completion-messages` and its stop. */
export function addCompletionRoutes(app: Hono, service: DifyService): void {
  defineRoute(app, '/completion-messages', { post: (context) => complete(context, service) });
  defineRoute(app, '/completion-messages/:task_id/stop', { post: (context) => stop(context, service) });
}

async function complete(context: Context, service: DifyService) {
  const { app, endUser, body, generation } = await admitJson(context, service, { userRequired: true });
  if (app.mode !== 'completion') throw appUnavailable();
  const payload = readPayload(body, { model: 'CompletionRequestPayload', fields: FIELDS, generation });
  const { inputs } = payload;
  // The app's form has one variable, as a new completion app in Dify has.
  const query = typeof inputs.query === 'string' ? inputs.query : payload.query;
  const conversation = undefined;
  const begun = beginMessage(service, { app, endUser, conversation, inputs, query, autoGenerateName: false });
  return payload.response_mode === 'streaming'
    ? answerStreaming(service, begun)
    : context.json(answerBlocking(service, begun));
}

async function stop(context: Context, service: DifyService) {
  const { app, endUser } = await admitJson(context, service, { userRequired: true });
  if (app.mode !== 'completion') throw appUnavailable();
  service.tasks.stop(context.req.param('task_id') ?? '', endUser.id);
  return context.json({ result: 'success' });
}

const FIELDS = {
  inputs: dictionary,
  query: optional(text, ''),
  response_mode: optional(choice(['blocking', 'streaming']), 'blocking' as const),
};
