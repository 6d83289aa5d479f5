import { expect } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { like } from '../rating-page.ts';
import { askFor, open, pressAndBeRefused, test } from './test.ts';

test('unsent feedback of one user waits for that user while another uses the browser', async ({
  context,
  gateway,
  message,
}) => {
  const dify = emulatedDify();
  const firstPage = await open(context, message);
  await pressAndBeRefused(firstPage, gateway);
  await firstPage.close({ runBeforeUnload: false });
  const firstSession = await context.cookies();
  gateway.heal();

  await context.clearCookies();
  const other = await askFor(context, gateway);
  const secondPage = await open(context, other);
  await like(secondPage).click();
  await expect.poll(() => dify.feedbackOf(other.id)).toMatchObject([{ rating: 'like' }]);
  // The second user's engine has recovered the journal and sent that user's feedback.
  expect(gateway.posts()).toBe(1);
  expect(await dify.feedbackRequestsFor(message.id)).toEqual([]);
  await secondPage.close();

  await context.clearCookies();
  await context.addCookies(firstSession);
  const back = await open(context, message);
  await expect(like(back)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => dify.feedbackOf(message.id)).toMatchObject([{ rating: 'like' }]);
  const [firstAtDify] = await dify.feedbackOf(message.id);
  const [secondAtDify] = await dify.feedbackOf(other.id);
  expect(firstAtDify?.user).not.toBe(secondAtDify?.user);
});
