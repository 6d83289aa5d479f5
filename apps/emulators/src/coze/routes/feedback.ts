import type { Context } from 'hono';
import * as v from 'valibot';
import { codePoints, type Handler, type Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { cozeError, noSuchPath } from '../coze-answers.ts';
import { type CozeCaller, type CozeSite, ownConversation, permitted, readBody } from '../coze-caller.ts';

/** A call of the cloud: Coze Studio has no such path. */
const inCloud = (handle: Handler<CozeCaller>): Handler<CozeSite> => {
  const answer = permitted(['feedback'], handle);
  return (context, site) => {
    if (site.settings().profile === 'studio') throw noSuchPath(site, context.req);
    return answer(context, site);
  };
};

/** Replaces the whole record: a field that is left out is gone. */
const rate = inCloud(async (context, caller) => {
  const { feedbacks } = caller.state;
  const { feedback_type, reason_types, comment } = await readBody(context, caller, feedbackSchema);
  const { notRateableCode, tooLongCode, tooOldCode, cutoff } = caller.settings();
  const tooLong =
    reason_types.length > 10 ||
    reason_types.some((reason) => codePoints(reason) > 30) ||
    codePoints(comment ?? '') > 250;
  if (tooLong) throw cozeError(caller, tooLongCode, 'The feedback exceeds a limit.');
  const { id: message_id, conversation_id, ...message } = findMessage(context, caller);
  // An answer of a chat, not a message that a caller put into the conversation.
  if (message.type !== 'answer' || message.content_type !== 'text' || message.chat_id === null) {
    throw cozeError(caller, notRateableCode, 'Only text answers of a chat take feedback.');
  }
  if (message.created_at < Date.parse(cutoff)) {
    throw cozeError(caller, tooOldCode, 'The message is too old to take feedback.');
  }
  const about = { message_id, conversation_id, creator: caller.identity.creator };
  const created_at = feedbacks.find({ message_id })?.created_at ?? caller.now();
  feedbacks.put({ ...about, feedback_type, reason_types, comment, created_at });
  return {};
});

const revoke = inCloud((context, caller) => {
  const { feedbacks } = caller.state;
  const { deleteMissingCode } = caller.settings();
  const { id: message_id } = findMessage(context, caller);
  if (deleteMissingCode !== 0 && !feedbacks.find({ message_id })) {
    throw cozeError(caller, deleteMissingCode, 'The message has no feedback.');
  }
  feedbacks.delete({ message_id });
  return {};
});

export const feedbackRoutes: Routes<CozeSite> = {
  '/v1/conversations/:conversation_id/messages/:message_id/feedback': { post: rate, delete: revoke },
};

function findMessage({ req }: Context, caller: CozeCaller) {
  const conversation = ownConversation(caller, req.param('conversation_id'));
  const message = caller.state.visibleMessage(req.param('message_id') ?? '', conversation.id);
  const { unknownMessageCode: code } = caller.settings();
  return orThrow(message, () => cozeError(caller, code, 'The message does not exist.'));
}

const feedbackSchema = v.object({
  feedback_type: v.picklist(['like', 'unlike']),
  reason_types: v.nullish(v.array(v.string()), []),
  comment: v.nullish(v.string(), null),
});
