import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

const DAY_MS = 86_400_000;

async function setUp(retryAfterMs: number) {
  const { clock, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  submit.failNext('too_many_requests', { retryAfterMs });
  const tab = openTab({ submit });
  tab.client.rate(message, 'like');
  await clock.advance(0);
  return { ...tab, clock, submit };
}

describe('a submission with Retry-After', () => {
  it.each([2 ** 31, DAY_MS, Number.POSITIVE_INFINITY])(
    'is sent again after 5 minutes if it is %d ms, and at once when the user presses Retry',
    async (retryAfterMs) => {
      const waited = await setUp(retryAfterMs);
      await waited.clock.advance(299_999);
      expect(waited.submit.received).toHaveLength(1);
      await waited.clock.advance(1);
      expect(waited.submit.received).toHaveLength(2);

      const pressed = await setUp(retryAfterMs);
      pressed.client.retry(message);
      await pressed.clock.advance(0);
      expect(pressed.submit.received).toHaveLength(2);
    },
  );

  it('obeys a time of up to 5 minutes, whatever the user presses', async () => {
    const { client, clock, submit } = await setUp(240_000);
    client.retry(message);
    client.rate(message, 'dislike');
    await clock.advance(239_999);
    expect(submit.received).toHaveLength(1);
    await clock.advance(1);
    expect(submit.received).toHaveLength(2);
  });

  it.each([0, Number.NaN])('does not loop if it is %d', async (retryAfterMs) => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    for (let count = 0; count < 100; count++) submit.failNext('too_many_requests', { retryAfterMs });
    openTab({ submit }).client.rate(message, 'like');
    await clock.advance(10_000);
    expect(submit.received.length).toBeLessThan(12);
  });

  it('is sent when the device’s clock was set back by a day meanwhile', async () => {
    const { client, clock, submit } = await setUp(60_000);
    clock.shift(-DAY_MS);
    client.retry(message);
    await clock.advance(60_000);
    expect(submit.received).toHaveLength(2);
  });
});
