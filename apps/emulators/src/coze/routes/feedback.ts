import type { Context } from 'hono';
import * as v from 'valibot';
import { codePoints, type Routes } from '../../frame/site.ts';
import { cozeError } from '../coze-answers.ts';
import { type CozeSite, inCloud, ownMessage, permitted, readBody } from '../coze-caller.ts';

/** Replaces the whole record: a missing field is deleted. */
const rate = permitted(['feedback'], async (context, caller) => {
  const { feedbacks } = caller.state;
  const { feedback_type, reason_types, comment } = await readBody(context, caller, feedbackSchema);
  const { notRateableCode, tooLongCode, tooOldCode, cutoff } = caller.settings();
  const tooLong =
    reason_types.length > 10 ||
    reason_types.some((reason) => codePoints(reason) > 30) ||
    codePoints(comment ?? '') > 250;
  if (tooLong) throw cozeError(caller, tooLongCode, 'The feedback exceeds a limit.');
  const { id: message_id, conversation_id, ...message } = ownMessage(caller, idsIn(context));
  if (message.type !== 'answer' || message.content_type !== 'text') {
    throw cozeError(caller, notRateableCode, 'Only text answers take feedback.');
  }
  if (message.created_at < Date.parse(cutoff)) {
    throw cozeError(caller, tooOldCode, 'The message is too old to take feedback.');
  }
  const about = { message_id, conversation_id, creator: caller.identity.creator };
  const created_at = feedbacks.find({ message_id })?.created_at ?? caller.now();
  feedbacks.put({ ...about, feedback_type, reason_types, comment, created_at });
  return {};
});

const revoke = permitted(['feedback'], (context, caller) => {
  const { feedbacks } = caller.state;
  const { deleteMissingCode } = caller.settings();
  const { id: message_id } = ownMessage(caller, idsIn(context));
  if (deleteMissingCode !== 0 && !feedbacks.find({ message_id })) {
    throw cozeError(caller, deleteMissingCode, 'The message has no feedback.');
  }
  feedbacks.delete({ message_id });
  return {};
});

export const feedbackRoutes: Routes<CozeSite> = {
  '/v1/conversations/:conversation_id/messages/:message_id/feedback': {
    post: inCloud(rate),
    delete: inCloud(revoke),
  },
};

const idsIn = ({ req }: Context) => ({
  conversation_id: req.param('conversation_id'),
  message_id: req.param('message_id') ?? '',
});

const feedbackSchema = v.object({
  feedback_type: v.picklist(['like', 'unlike']),
  reason_types: v.nullish(v.array(v.string()), []),
  comment: v.nullish(v.string(), null),
});
