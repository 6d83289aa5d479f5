import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { queryNumber, type Routes } from '../../frame/site.ts';
import { orThrow, pick } from '../../frame/store.ts';
import { admitApp, admitJson, type DifyCall, readFields } from '../dify-caller.ts';
import { assertStorable, invalidParam, notFound } from '../dify-errors.ts';
import { readFeedback } from '../feedback-payload.ts';

export const feedbackRoutes: Routes<DifyCall> = {
  '/messages/:id/feedbacks': {
    async post(context, call) {
      const { messages, feedbacks } = call.state;
      const { id, body, owner, endUser } = await admitJson(context, call);
      const { rating, content } = readFeedback(body, call.generation);
      const message = orThrow(messages.find({ id, ...owner }), () => notFound('Message Not Exists.'));

      // The first of them: Dify neither sorts the rows nor forbids a second one.
      const stored = feedbacks.find({ message_id: id, from_source: 'user' });
      if (rating) assertStorable(content);
      if (!rating && !stored) throw invalidParam('rating cannot be None when feedback not exists');
      else if (!rating) feedbacks.delete({ id: stored?.id ?? '' });
      else if (stored) feedbacks.update({ id: stored.id }, { rating, content, updated_at: call.now() });
      else {
        const { raceWindowMs } = call.settings();
        // Dify looks and inserts in two steps. A request in between finds no row either.
        if (raceWindowMs > 0) await delay(raceWindowMs);
        const { app_id, conversation_id } = message;
        const about = { app_id, conversation_id, message_id: id, from_source: 'user' } as const;
        feedbacks.insert({ ...about, rating, content, from_end_user_id: endUser.id });
      }
      return { result: 'success' };
    },
  },
  '/app/feedbacks': {
    /** Every user's feedback of the app, the newest first, without a total. */
    get(context, call) {
      const { id: app_id } = admitApp(context, call);
      const { page, limit } = readFields(listSchema, context.req.query());
      const rows = call.state.feedbacks.all({ app_id }).reverse();
      rows.sort((one, other) => other.created_at - one.created_at);
      const shown = rows.slice((page - 1) * limit, page * limit);
      return { data: shown.map((row) => pick(row, naiveIsoTime, ...SHOWN)) };
    },
  },
};

/** Python's `isoformat` without a time zone: microseconds, or none in a whole second. */
function naiveIsoTime(milliseconds: number) {
  const [wholeSeconds, fraction] = new Date(milliseconds).toISOString().replace('Z', '').split('.');
  return fraction === '000' ? wholeSeconds : `${wholeSeconds}.${fraction}000`;
}

const listSchema = v.object({
  page: v.optional(queryNumber(Infinity), '1'),
  limit: v.optional(queryNumber(101), '20'),
});

const SHOWN = [
  ...(['id', 'app_id', 'conversation_id', 'message_id', 'rating', 'content', 'from_source'] as const),
  ...(['from_end_user_id', 'from_account_id', 'created_at', 'updated_at'] as const),
];
