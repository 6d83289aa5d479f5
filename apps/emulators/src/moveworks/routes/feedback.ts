import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { readCallbackId } from '../moveworks-callbacks.ts';
import { invalidRequest, type Moveworks, notFound, ownResponse, readBody } from '../moveworks-caller.ts';
import { offeredSides } from '../moveworks-responses.ts';
import type { MessageRow, Side } from '../moveworks-state.ts';

/** There is no way to read feedback, or to revoke it. */
export const feedbackRoutes = (moveworks: Moveworks): Routes<string> => ({
  '/conversations/:conversation_id/responses/:response_id/messages/:message_id/feedback': {
    post: (context, user) => submit(context, user, moveworks),
  },
});

async function submit(context: Context, user: string, moveworks: Moveworks) {
  const { feedbacks } = moveworks.state;
  const { resubmission, overLongFeedback } = moveworks.settings();
  const message = findMessage(context, user, moveworks);
  const { callback_id: callbackId, additional_feedback: text = null } = await readBody(
    context,
    feedbackSchema,
    invalidRequest,
  );
  // The vendor does not say what it counts; these are Unicode code points.
  if (overLongFeedback === 'reject' && [...(text ?? '')].length > LIMIT) {
    throw invalidRequest(`additional_feedback exceeds ${LIMIT} characters.`);
  }
  const side = sideOf(callbackId, message, moveworks);

  const earlier = feedbacks.find({ message_id: message.id });
  if (earlier && resubmission === 'reject') throw invalidRequest('The message has its feedback already.');
  const submissions = (earlier?.submissions ?? 0) + 1;
  if (earlier && resubmission === 'ignore') {
    feedbacks.update({ message_id: message.id }, { submissions });
  } else {
    feedbacks.put({
      message_id: message.id,
      user,
      side,
      additional_feedback: text,
      submissions,
      created_at: earlier?.created_at ?? moveworks.now(),
    });
  }
  moveworks.changed();
  return { status: 'SUBMITTED' };
}

/** The limit the rendered reference gives. */
const LIMIT = 1000;

function findMessage(context: Context, user: string, moveworks: Moveworks): MessageRow {
  const response = ownResponse(context, user, moveworks);
  const message = moveworks.state.findMessage(context.req.param('message_id') ?? '', response);
  if (!message) throw notFound('The message');
  return message;
}

/** The rating that a callback id of the message stands for. */
function sideOf(callbackId: string, message: MessageRow, { state, settings }: Moveworks): Side {
  const sides = offeredSides(message);
  if (sides.length === 0) throw invalidRequest('The message does not support feedback.');
  const callback = readCallbackId(callbackId, state.secret());
  if (!callback) throw invalidRequest('The callback_id is malformed.');
  const revoked = settings().tokenRotation === 'revoke_old' && callback.serial !== message.serial;
  if (callback.messageId !== message.id || !sides.includes(callback.side) || revoked) {
    throw invalidRequest('The callback_id does not match this message.');
  }
  return callback.side;
}

const feedbackSchema = v.object({
  callback_id: v.pipe(v.string(), v.minLength(1)),
  additional_feedback: v.optional(v.string()),
});
