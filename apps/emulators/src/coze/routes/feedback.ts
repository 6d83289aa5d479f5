import type { Context } from 'hono';
import * as v from 'valibot';
import type { Handler, Routes } from '../../frame/site.ts';
import {
  type CozeCaller,
  type CozeSite,
  cozeError,
  noSuchPath,
  ownConversation,
  permitted,
  readBody,
} from '../coze-caller.ts';
import type { MessageRow } from '../coze-state.ts';

export function feedbackRoutes(site: CozeSite): Routes<undefined> {
  /** Coze Studio has no such path. */
  const inCloud = (handle: Handler<CozeCaller>): Handler<undefined> => {
    const answer = permitted(site, ['feedback'], handle);
    return (context) => {
      if (site.settings().profile === 'studio') throw noSuchPath(site);
      return answer(context, undefined);
    };
  };
  return {
    '/v1/conversations/:conversation_id/messages/:message_id/feedback': {
      post: inCloud((context, caller) => rate(context, caller, site)),
      delete: inCloud((context, caller) => revoke(context, caller, site)),
    },
  };
}

/** Replaces the whole record; what is not given this time is gone. */
async function rate(context: Context, caller: CozeCaller, site: CozeSite) {
  const { feedbacks } = site.state;
  const body = await readBody(context, site, feedbackSchema);
  const reasonTypes = body.reason_types ?? [];
  const comment = body.comment ?? null;
  assertLengths(reasonTypes, comment ?? '', site);
  const message = findMessage(context, caller, site);
  assertRateable(message, site);
  feedbacks.put({
    message_id: message.id,
    conversation_id: message.conversation_id,
    creator: caller.creator,
    feedback_type: body.feedback_type,
    reason_types: reasonTypes,
    comment,
    created_at: feedbacks.find({ message_id: message.id })?.created_at ?? site.now(),
  });
  site.changed();
  return {};
}

function revoke(context: Context, caller: CozeCaller, site: CozeSite) {
  const { feedbacks } = site.state;
  const { deleteMissingCode } = site.settings();
  const message = findMessage(context, caller, site);
  if (deleteMissingCode !== 0 && !feedbacks.find({ message_id: message.id })) {
    throw cozeError(site, deleteMissingCode, 'The message has no feedback.');
  }
  feedbacks.delete({ message_id: message.id });
  site.changed();
  return {};
}

function assertLengths(reasonTypes: readonly string[], comment: string, site: CozeSite) {
  const tooLong =
    reasonTypes.length > LIMITS.reasons ||
    reasonTypes.some((reason) => codePoints(reason) > LIMITS.reasonCharacters) ||
    codePoints(comment) > LIMITS.commentCharacters;
  if (tooLong) throw cozeError(site, site.settings().tooLongCode, 'The feedback exceeds a limit.');
}

function findMessage(context: Context, caller: CozeCaller, site: CozeSite): MessageRow {
  const conversation = ownConversation(site, context.req.param('conversation_id'), caller);
  const message = site.state.visibleMessage(context.req.param('message_id') ?? '', conversation.id);
  if (message) return message;
  throw cozeError(site, site.settings().unknownMessageCode, 'The message does not exist.');
}

/** Only text of type `answer` that a chat gave, not what a caller put into the conversation, and only since the cutoff. */
function assertRateable(message: MessageRow, site: CozeSite) {
  const { notRateableCode, tooOldCode, cutoff } = site.settings();
  if (message.type !== 'answer' || message.content_type !== 'text' || message.chat_id === null) {
    throw cozeError(site, notRateableCode, 'Only text answers of a chat take feedback.');
  }
  if (message.created_at < Date.parse(cutoff)) {
    throw cozeError(site, tooOldCode, 'The message is too old to take feedback.');
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
