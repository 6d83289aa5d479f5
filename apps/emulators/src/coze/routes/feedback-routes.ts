import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { CozeError } from '../coze-error.ts';
import { type CozeService, cozeSettings } from '../coze-service.ts';
import { succeed } from '../envelope.ts';
import type { Caller } from '../request/admit.ts';
import { type CozeSite, defineRoute } from '../request/define-route.ts';
import { ownConversation } from '../request/own-conversation.ts';
import { idSchema, readBody } from '../request/read-body.ts';
import type { MessageRow } from '../state/messages.ts';

/** `POST` and `DELETE /v1/conversations/:conversation_id/messages/:message_id/feedback`. */
export function addFeedbackRoutes(app: Hono, site: CozeSite): void {
  const { service } = site;
  const path = '/v1/conversations/:conversation_id/messages/:message_id/feedback';
  const common = { path, scopes: ['feedback'], cloudOnly: true } as const;
  defineRoute(app, site, {
    ...common,
    methods: ['POST'],
    handle: (context, caller) => rate(context, caller, service),
  });
  defineRoute(app, site, {
    ...common,
    methods: ['DELETE'],
    handle: (context, caller) => unrate(context, caller, service),
  });
}

async function rate(context: Context, caller: Caller, service: CozeService) {
  const { feedback_type: feedbackType, ...given } = await readBody(context, feedbackSchema);
  const reasonTypes = given.reason_types ?? [];
  const comment = given.comment ?? null;
  assertLengths(reasonTypes, comment ?? '', service);
  const message = findMessage(context, caller, service);
  assertRateable(message, service);
  service.state.feedbacks.put({
    messageId: message.id,
    conversationId: message.conversation_id,
    creator: caller.creator,
    feedbackType,
    reasonTypes,
    comment,
  });
  service.events.publish('state');
  return succeed(service);
}

function unrate(context: Context, caller: Caller, service: CozeService) {
  const message = findMessage(context, caller, service);
  const { deleteMissingCode } = cozeSettings(service);
  if (deleteMissingCode !== 0 && !service.state.feedbacks.exists(message.id)) {
    throw new CozeError(deleteMissingCode, 'The message has no feedback.');
  }
  service.state.feedbacks.delete(message.id);
  service.events.publish('state');
  return succeed(service);
}

function assertLengths(reasonTypes: readonly string[], comment: string, service: CozeService) {
  const tooLong =
    reasonTypes.length > LIMITS.reasons ||
    reasonTypes.some((reason) => codePoints(reason) > LIMITS.reasonCharacters) ||
    codePoints(comment) > LIMITS.commentCharacters;
  if (tooLong) throw new CozeError(cozeSettings(service).tooLongCode, 'The feedback exceeds a limit.');
}

function findMessage(context: Context, caller: Caller, service: CozeService): MessageRow {
  const [conversationId, messageId] = [context.req.param('conversation_id'), context.req.param('message_id')];
  const conversation = ownConversation(service, v.is(idSchema, conversationId) ? conversationId : '', caller);
  const message = service.state.messages.find(messageId ?? '', conversation.id);
  if (message) return message;
  throw new CozeError(cozeSettings(service).unknownMessageCode, 'The message does not exist.');
}

/** Only text of type `answer` that a chat gave, not what a caller put into the conversation, and only since the cutoff. */
function assertRateable(message: MessageRow, service: CozeService) {
  const { notRateableCode, tooOldCode, cutoff } = cozeSettings(service);
  if (message.type !== 'answer' || message.content_type !== 'text' || message.chat_id === null) {
    throw new CozeError(notRateableCode, 'Only text answers of a chat take feedback.');
  }
  if (message.created_at < Date.parse(cutoff)) {
    throw new CozeError(tooOldCode, 'The message is too old to take feedback.');
  }
}

/** The limits of the vendor's page; "characters" are taken for Unicode code points, as Coze Studio counts elsewhere. */
const LIMITS = { reasons: 10, reasonCharacters: 30, commentCharacters: 250 } as const;

const codePoints = (text: string) => [...text].length;

const feedbackSchema = v.object({
  feedback_type: v.picklist(['like', 'unlike']),
  reason_types: v.nullish(v.array(v.string())),
  comment: v.nullish(v.string()),
});
