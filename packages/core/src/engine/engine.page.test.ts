import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser, submissionsIn } from '../../test/browser.ts';
import type { SubmitFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { createEngine } from './engine.ts';

describe('a page', () => {
  it('retries at once when it is in use again', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    for (let attempt = 0; attempt < 6; attempt++) submit.failNext('network');
    const { client, page } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(8_000);
    const sent = submit.received.length;
    page()?.wake();
    await clock.advance(0);
    expect(submit.received.length).toBe(sent + 1);
  });

  it('reports a delay at once when it goes offline, and sends when it is online again', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client, shown, setOffline } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    expect(shown().delivery).toBe('sending');
    setOffline(true);
    expect(shown().delivery).toBe('delayed');
    client.rate(message, 'dislike');
    expect(shown().delivery).toBe('delayed');
    submit.failAlways(null);
    setOffline(false);
    expect(shown().delivery).toBe('sending');
    await clock.advance(0);
    expect(shown()).toMatchObject({ delivery: 'settled', confirmed: { feedback: { rating: 'dislike' } } });
  });

  it('sends unsent feedback once more when it is unloaded, in a request that outlives it', async () => {
    const { clock, openTab } = setUpBrowser();
    const calls: boolean[] = [];
    const stamps = new Set<string>();
    const { client, page } = openTab({
      submit: Object.assign(
        (({ stamp }, { keepalive }) => {
          calls.push(keepalive);
          stamps.add(stamp);
          return new Promise<never>(() => {});
        }) satisfies SubmitFeedback,
        { load: undefined },
      ) as never,
    });
    client.rate(message, 'like');
    await clock.advance(0);
    page()?.leave();
    expect(calls).toEqual([false, true]);
    expect(stamps.size).toBe(1);
  });

  it('obeys Retry-After when it is unloaded', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failNext('too_many_requests', { retryAfterMs: 60_000 });
    const { client, page } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    page()?.leave();
    page()?.wake();
    await clock.advance(59_000);
    expect(submit.received).toHaveLength(1);
    await clock.advance(1_000);
    expect(submit.received).toHaveLength(2);
  });

  it('ignores a 401 for a request from before the sign-in', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const first = submit.pauseNext();
    const { client, shown } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    client.resume();
    first.fail('unauthenticated');
    await clock.advance(5_000);
    expect(shown().delivery).toBe('settled');
  });

  it('shows and stores a press before the engine is loaded', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    let resolve = (_engine: typeof createEngine): void => {};
    const promise = new Promise<typeof createEngine>((settle) => {
      resolve = settle;
    });
    const { client, shown } = openTab({ submit, loadEngine: () => promise });
    client.rate(message, 'like');
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'sending' });
    expect(submissionsIn(storage.items)).toHaveLength(1);
    resolve(createEngine);
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    expect(shown().delivery).toBe('settled');
  });

  it('retries loading the engine, shows a delay in the meantime, and reports the failure to onError', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const cause = new TypeError('Failed to fetch dynamically imported module');
    let failures = 3;
    const loadEngine = async () => {
      if (failures-- > 0) throw cause;
      return createEngine;
    };
    const onError = vi.fn();
    const { client, shown } = openTab({ submit, loadEngine, onError });
    client.rate(message, 'like');
    await clock.advance(3_000);
    expect(shown().delivery).toBe('delayed');
    await clock.advance(10_000);
    expect(submit.received).toHaveLength(1);
    expect(shown().delivery).toBe('settled');
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ code: 'network', cause }), null]]);
  });
});
