import type { Context } from 'hono';
import * as v from 'valibot';
import { codePoints, type Handler, type Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { cozeError, noSuchPath } from '../coze-answers.ts';
import { type CozeCaller, type CozeSite, ownConversation, permitted, readBody } from '../coze-caller.ts';

export function feedbackRoutes(site: CozeSite): Routes<undefined> {
  const { feedbacks } = site.state;
  /** Coze Studio has no such path. */
  const inCloud = (handle: Handler<CozeCaller>): Handler<undefined> => {
    const answer = permitted(site, ['feedback'], handle);
    return (context) => {
      if (site.settings().profile === 'studio') throw noSuchPath(site, context.req);
      return answer(context, undefined);
    };
  };

  /** Replaces the whole record: a field that is left out is gone. */
  const rate = inCloud(async (context, caller) => {
    const { feedback_type, reason_types, comment } = await readBody(context, site, feedbackSchema);
    const { notRateableCode, tooLongCode, tooOldCode, cutoff } = site.settings();
    const tooLong =
      reason_types.length > 10 ||
      reason_types.some((reason) => codePoints(reason) > 30) ||
      codePoints(comment ?? '') > 250;
    if (tooLong) throw cozeError(site, tooLongCode, 'The feedback exceeds a limit.');
    const message = findMessage(context, caller, site);
    // An answer of a chat, not a message that a caller put into the conversation.
    if (message.type !== 'answer' || message.content_type !== 'text' || message.chat_id === null) {
      throw cozeError(site, notRateableCode, 'Only text answers of a chat take feedback.');
    }
    if (message.created_at < Date.parse(cutoff)) {
      throw cozeError(site, tooOldCode, 'The message is too old to take feedback.');
    }
    const { id: message_id, conversation_id } = message;
    const about = { message_id, conversation_id, creator: caller.creator };
    const created_at = feedbacks.find({ message_id })?.created_at ?? site.now();
    feedbacks.put({ ...about, feedback_type, reason_types, comment, created_at });
    return {};
  });

  const revoke = inCloud((context, caller) => {
    const { deleteMissingCode } = site.settings();
    const { id: message_id } = findMessage(context, caller, site);
    if (deleteMissingCode !== 0 && !feedbacks.find({ message_id })) {
      throw cozeError(site, deleteMissingCode, 'The message has no feedback.');
    }
    feedbacks.delete({ message_id });
    return {};
  });

  return {
    '/v1/conversations/:conversation_id/messages/:message_id/feedback': { post: rate, delete: revoke },
  };
}

function findMessage(context: Context, caller: CozeCaller, site: CozeSite) {
  const conversation = ownConversation(site, context.req.param('conversation_id'), caller);
  const message = site.state.visibleMessage(context.req.param('message_id') ?? '', conversation.id);
  const { unknownMessageCode: code } = site.settings();
  return orThrow(message, () => cozeError(site, code, 'The message does not exist.'));
}

const feedbackSchema = v.object({
  feedback_type: v.picklist(['like', 'unlike']),
  reason_types: v.nullish(v.array(v.string()), []),
  comment: v.nullish(v.string(), null),
});
