import { createScriptedSubmit } from '@message-feedback/core/testing';
import { QueryClient } from '@tanstack/react-query';
import { cleanup } from '@testing-library/react';
import * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../../test/fake-clock.ts';
import { ROWS, renderRows } from '../../test/rendered-rows.tsx';
import { useFeedbackClient } from '../hooks/useFeedbackClient.ts';

// This file has a page of its own: it counts the timers and listeners of the whole page, and clients of
// other tests go on retrying what was not sent.
describe('two hundred bars', () => {
  it('have one subscription and React’s listeners of two buttons each, and no timer or query at rest', async () => {
    // The first render on a page adds listeners of React to the document.
    renderRows(createScriptedSubmit(), 1);
    cleanup();
    const { listeners } = await atRest(1);
    expect(await atRest(ROWS)).toEqual({
      listeners,
      clickHandlers: 2 * ROWS,
      subscriptions: ROWS,
      timers: 0,
      queries: 0,
    });
  });
});

/** What rows keep once the saved feedback has been read. */
async function atRest(rows: number) {
  fakeClock();
  const submit = createScriptedSubmit();
  const load = vi.spyOn(submit, 'load');
  const addEventListener = vi.spyOn(EventTarget.prototype, 'addEventListener');
  const queryClient = new QueryClient();
  const subscribe = vi.fn();
  const { unmount } = renderRows(submit, rows, {
    queryClient,
    before: <Subscriptions onSubscribe={subscribe} />,
  });
  await expect.poll(() => load.mock.calls.flatMap(([messages]) => messages).length).toBe(rows);
  await expect.poll(() => vi.getTimerCount()).toBe(0);
  const rest = {
    listeners: addEventListener.mock.contexts.filter((each) => each === window || each instanceof Node)
      .length,
    clickHandlers: [...document.querySelectorAll<HTMLElement>('[role=group], [role=group] *')].filter(
      ({ onclick }) => onclick !== null,
    ).length,
    subscriptions: subscribe.mock.calls.length,
    timers: vi.getTimerCount(),
    queries: queryClient.getQueryCache().getAll().length,
  };
  unmount();
  addEventListener.mockRestore();
  return rest;
}

/** Renders nothing. Before the bars, so that it sees them subscribe. */
function Subscriptions({ onSubscribe }: { onSubscribe: () => void }) {
  const client = useFeedbackClient();
  React.useState(() => {
    const { subscribe } = client;
    vi.spyOn(client, 'subscribe').mockImplementation((...each) => {
      onSubscribe();
      return subscribe(...each);
    });
  });
  return null;
}
