import { expect, it } from 'vitest';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { createFailingRows } from './failing-rows.ts';

const row = (userId: string, messageId: string) =>
  ({ userId, message: { messageId }, failingSince: null }) as FeedbackRow;

it.each([
  ['a refusal without a response', false, true],
  ['a response', true, false],
])('after %s, remembers a user whose token fails: %j → %j', (_, responded, remembered) => {
  let time = 0;
  const rows = createFailingRows(() => ++time);
  expect(rows.failed(row('ada', '1'), { personal: true }).othersDelivered).toBe(false);
  rows.delivered(row('ben', '2'));
  rows.ended(row('ada', '3'), responded);
  expect(rows.failed(row('ada', '4'), { personal: true }).othersDelivered).toBe(remembered);
});
