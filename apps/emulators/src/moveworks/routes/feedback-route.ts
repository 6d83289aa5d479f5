import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { type CallbackContent, readCallbackId } from '../callback-id.ts';
import { invalidRequest, notFound } from '../moveworks-error.ts';
import { type MoveworksService, moveworksSettings } from '../moveworks-service.ts';
import { defineRoute, type MoveworksSite } from '../request/define-route.ts';
import { ownResponse } from '../request/own.ts';
import { readBody } from '../request/read-body.ts';
import { offeredSides } from '../responses/present.ts';
import type { MessageRow } from '../state/messages.ts';

/** `POST …/messages/:message_id/feedback`: there is no way to read feedback, or to take it back. */
export function addFeedbackRoute(app: Hono, site: MoveworksSite): void {
  const path = '/conversations/:conversation_id/responses/:response_id/messages/:message_id/feedback';
  defineRoute(app, site, path, { post: (context, user) => submit(context, user, site.service) });
}

async function submit(context: Context, user: string, service: MoveworksService) {
  const { state, events } = service;
  const { resubmission } = moveworksSettings(service);
  const message = findMessage(context, user, service);
  const body = await readBody(context, feedbackSchema, invalidRequest);
  assertLength(body.additional_feedback ?? '', service);
  const { side } = assertCallback(body.callback_id, message, service);

  const again = state.feedbacks.exists(message.id);
  if (again && resubmission === 'reject') throw invalidRequest('The message has its feedback already.');
  if (again && resubmission === 'ignore') state.feedbacks.countOnly(message.id);
  else {
    const additionalFeedback = body.additional_feedback ?? null;
    state.feedbacks.put({ messageId: message.id, user, side, additionalFeedback });
  }
  events.publish('state');
  return context.json({ status: 'SUBMITTED' });
}

function findMessage(context: Context, user: string, service: MoveworksService): MessageRow {
  const response = ownResponse(context, user, service);
  const place = { conversationId: response.conversation_id, responseId: response.id };
  const message = service.state.messages.find(context.req.param('message_id') ?? '', place);
  if (!message) throw notFound('The message');
  return message;
}

/** The vendor does not say what it counts; these are Unicode code points. */
function assertLength(text: string, service: MoveworksService) {
  if (moveworksSettings(service).overLongFeedback === 'accept') return;
  if ([...text].length > LIMIT) throw invalidRequest(`additional_feedback exceeds ${LIMIT} characters.`);
}

/** The limit the rendered reference gives. */
const LIMIT = 1000;

function assertCallback(callbackId: string, message: MessageRow, service: MoveworksService): CallbackContent {
  const sides = offeredSides(message);
  if (sides.length === 0) throw invalidRequest('The message does not support feedback.');
  const callback = readCallbackId(callbackId, service.state.secret());
  if (!callback) throw invalidRequest('The callback_id is malformed.');
  const revoked =
    moveworksSettings(service).tokenRotation === 'revoke_old' && callback.serial !== message.serial;
  if (callback.messageId !== message.id || !sides.includes(callback.side) || revoked) {
    throw invalidRequest('The callback_id does not match this message.');
  }
  return callback;
}

const feedbackSchema = v.object({
  callback_id: v.pipe(v.string(), v.minLength(1)),
  additional_feedback: v.optional(v.string()),
});
