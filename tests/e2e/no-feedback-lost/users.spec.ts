import { expect } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { like } from '../rating-page.ts';
import { NOT_BEFORE_A_MINUTE } from './gateway.ts';
import { askFor, open, test } from './test.ts';

test('unsent feedback of one user waits for that user while another uses the browser', async ({
  context,
  gateway,
  message,
}) => {
  const dify = emulatedDify();
  const hers = await open(context, message);
  const refused = gateway.fail(NOT_BEFORE_A_MINUTE);
  await like(hers).click();
  await refused;
  await hers.close({ runBeforeUnload: false });
  const herSession = await context.cookies();
  gateway.heal();

  await context.clearCookies();
  const other = await askFor(context, gateway);
  const his = await open(context, other);
  await like(his).click();
  await expect.poll(() => dify.feedbackOf(other.id)).toMatchObject([{ rating: 'like' }]);
  // Bob's engine has recovered the journal and sent his feedback.
  expect(gateway.posts()).toBe(1);
  expect(await dify.feedbackRequestsFor(message.id)).toEqual([]);
  await his.close();

  await context.clearCookies();
  await context.addCookies(herSession);
  const back = await open(context, message);
  await expect(like(back)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
  const [hersAtDify] = await dify.feedbackOf(message.id);
  const [hisAtDify] = await dify.feedbackOf(other.id);
  expect(hersAtDify?.user).not.toBe(hisAtDify?.user);
});
