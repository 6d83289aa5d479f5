import * as v from 'valibot';
import { codePoints, type Routes } from '../../frame/site.ts';
import { orThrow } from '../../frame/store.ts';
import { sideOf } from '../moveworks-callbacks.ts';
import {
  invalidRequest,
  type MoveworksCaller,
  notFound,
  ownResponse,
  readBody,
} from '../moveworks-caller.ts';

/** Moveworks has no call that reads or revokes feedback. */
export const feedbackRoutes: Routes<MoveworksCaller> = {
  '/conversations/:conversation_id/responses/:response_id/messages/:message_id/feedback': {
    async post(context, caller) {
      const { feedbacks, visible } = caller.state;
      const { resubmission, overLongFeedback, tokenRotation } = caller.settings();
      const { id: response_id } = ownResponse(context, caller);
      const [found] = visible({ kind: 'MESSAGE', response_id, id: context.req.param('message_id') ?? '' });
      const message = orThrow(found, () => notFound('The message'));
      const body = await readBody(context, feedbackSchema, invalidRequest);
      const { callback_id, additional_feedback = null } = body;
      if (overLongFeedback === 'reject' && codePoints(additional_feedback ?? '') > LIMIT) {
        throw invalidRequest(`additional_feedback exceeds ${LIMIT} characters.`);
      }
      const oldest = tokenRotation === 'revoke_old' ? message.serial : 1;
      const side = sideOf(callback_id, message, oldest, caller.state.secret());
      if (!side) throw invalidRequest('The callback_id does not belong to this message.');

      const { id: message_id } = message;
      const earlier = feedbacks.find({ message_id });
      if (earlier && resubmission === 'reject') {
        throw invalidRequest('The message already has feedback.');
      }
      const submissions = (earlier?.submissions ?? 0) + 1;
      if (earlier && resubmission === 'ignore') feedbacks.update({ message_id }, { submissions });
      else {
        const created_at = earlier?.created_at ?? caller.now();
        feedbacks.put({ message_id, user: caller.user, side, additional_feedback, submissions, created_at });
      }
      return { status: 'SUBMITTED' };
    },
  },
};

/** The limit of the rendered reference, in code points. */
const LIMIT = 1000;

const feedbackSchema = v.object({
  callback_id: v.pipe(v.string(), v.minLength(1)),
  additional_feedback: v.optional(v.string()),
});
