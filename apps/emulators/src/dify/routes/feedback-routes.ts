import { setTimeout as delay } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { invalidParam, notFound } from '../dify-error.ts';
import { type DifyService, generationOf } from '../dify-service.ts';
import { optional } from '../payload/payload-field.ts';
import { choice, integer, text } from '../payload/payload-kinds.ts';
import { readPayload } from '../payload/read-payload.ts';
import { admitApp, admitJson, ownerOf } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';
import { assertStorable } from '../request/storable.ts';
import type { FeedbackRow } from '../state/feedbacks.ts';

/** `POST /messages/:id/feedbacks` and `GET /app/feedbacks`. */
export function addFeedbackRoutes(app: Hono, service: DifyService): void {
  defineRoute(app, '/messages/:id/feedbacks', {
    post: (context, messageId) => rate(context, service, messageId),
  });
  defineRoute(app, '/app/feedbacks', { get: (context) => listFeedbacks(context, service) });
}

async function rate(context: Context, service: DifyService, messageId: string) {
  const { state, events, settings } = service;
  const caller = await admitJson(context, service, { userRequired: true });
  const { rating, content } = readPayload(caller.body, {
    model: 'MessageFeedbackPayload',
    fields: FEEDBACK_FIELDS,
    generation: caller.generation,
  });
  const message = state.messages.find(messageId, ownerOf(caller));
  if (!message) throw notFound('Message Not Exists.');

  const stored = state.feedbacks.ofUser(message.id);
  if (!rating) {
    if (!stored) throw invalidParam('rating cannot be None when feedback not exists');
    state.feedbacks.delete(stored.id);
  } else {
    assertStorable(content);
    if (stored) state.feedbacks.update(stored.id, rating, content);
    else {
      const { raceWindowMs } = settings.current().dify;
      // Dify looks and inserts in two steps; whoever comes between sees no row either.
      if (raceWindowMs > 0) await delay(raceWindowMs);
      const endUserId = caller.endUser.id;
      state.feedbacks.insert(message, { rating, content, fromSource: 'user', endUserId, accountId: null });
    }
  }
  events.publish('state');
  return context.json({ result: 'success' });
}

function listFeedbacks(context: Context, service: DifyService) {
  const app = admitApp(context, service);
  const { page, limit } = readPayload(context.req.query(), {
    model: 'FeedbackListQuery',
    fields: FEEDBACK_LIST_FIELDS,
    generation: generationOf(service),
    location: 'the query string',
  });
  const rows = service.state.feedbacks.pageOfApp(app.id, limit, (page - 1) * limit);
  return context.json({ data: rows.map(presentFeedback) });
}

const presentFeedback = ({ created_at, updated_at, ...row }: FeedbackRow) => ({
  ...row,
  created_at: naiveIsoTime(created_at),
  updated_at: naiveIsoTime(updated_at),
});

/** Python's `isoformat` of a time without a zone: six digits of a second, or none when it is whole. */
function naiveIsoTime(milliseconds: number) {
  const [wholeSeconds, fraction] = new Date(milliseconds).toISOString().replace('Z', '').split('.');
  return fraction === '000' ? wholeSeconds : `${wholeSeconds}.${fraction}000`;
}

const FEEDBACK_FIELDS = {
  rating: optional(choice(['like', 'dislike'], 'Feedback rating'), null),
  content: optional(text, null),
};

const FEEDBACK_LIST_FIELDS = {
  page: optional(integer(1, 99_999), 1),
  limit: optional(integer(1, 101), 20),
};
