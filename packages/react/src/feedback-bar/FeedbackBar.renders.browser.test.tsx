import type { SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { fakeClock } from '../../test/fake-clock.ts';
import { OpenedClient } from '../../test/opened-clients.ts';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { useFeedbackClient } from '../hooks/useFeedbackClient.ts';
import { en } from '../locales/en.ts';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';
import '../styles.css';

const ROWS = 200;

describe('two hundred bars', () => {
  it('render only the pressed one, and once by the press', async () => {
    const { rendered, forget } = renderRows(createScriptedSubmit());
    expect(rendered()).toHaveLength(ROWS);
    forget();
    fireEvent.click(page.getByRole('button', { name: 'Good response' }).nth(120).element());
    expect(rendered()).toEqual(['row-120']);
    await expect.element(page.getByRole('status').nth(120)).toHaveTextContent('Thanks for your feedback.');
    expect(new Set(rendered())).toEqual(new Set(['row-120']));
  });

  it('render none when the upstream’s capabilities arrive', async () => {
    let answer = () => {};
    const loaded = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const submit: SubmitFeedback = Object.assign(async () => {}, {
      load: async () => {
        await loaded;
        return {
          items: [],
          capabilities: {
            revoke: false,
            change: false,
            reasons: 'none',
            holdMs: 60_000,
            limits: { reasons: 3, reasonCharacters: 20, commentCharacters: 100 },
          } as const,
        };
      },
    });
    const { rendered, forget } = renderRows(submit);
    forget();
    await act(async () => answer());
    expect(rendered()).toEqual([]);
  });

  it('render none when the host renders the list again with the same ids', () => {
    const { reads, forget, rerender } = renderRows(createScriptedSubmit());
    expect(reads()).toBe(ROWS);
    forget();
    rerender();
    expect(reads()).toBe(0);
  });

  it('are four elements each, of which one is a live region', () => {
    renderRows(createScriptedSubmit());
    const bars = page.getByRole('group').elements();
    expect(bars.map((bar) => bar.querySelectorAll('*').length)).toEqual(bars.map(() => 3));
    const liveRegions = document.querySelectorAll(
      '[role=status], [role=alert], [role=log], [aria-live=polite]',
    );
    expect([bars.length, liveRegions.length]).toEqual([ROWS, ROWS]);
  });

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

  it('start no observer', () => {
    const observers = (['IntersectionObserver', 'MutationObserver', 'ResizeObserver'] as const).map((name) =>
      vi.spyOn(globalThis, name),
    );
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const { rendered } = renderRows(createScriptedSubmit());
    expect(rendered()).toHaveLength(ROWS);
    for (const observer of observers) expect(observer).not.toHaveBeenCalled();
  });

  it('have no transition at rest, which would double the cost of their styles', () => {
    renderRows(createScriptedSubmit());
    const buttons = page.getByRole('button').elements();
    expect(buttons).toHaveLength(2 * ROWS);
    expect(new Set(buttons.map((each) => getComputedStyle(each).transitionDuration))).toEqual(
      new Set(['0s']),
    );
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

/** Rows that record which of them rendered, and the number of renders by reads of a label. */
function renderRows(
  submit: SubmitFeedback,
  rows = ROWS,
  { queryClient = new QueryClient(), before }: { queryClient?: QueryClient; before?: React.ReactNode } = {},
) {
  let commits: string[] = [];
  let reads = 0;
  const labels = Object.defineProperty({ ...en }, 'group', {
    get() {
      reads++;
      return en.group;
    },
  });
  const ids = Array.from({ length: rows }, (_, index) => `row-${index}`);
  const userId = uniqueUserId();
  const list = () => (
    <QueryClientProvider client={queryClient}>
      <FeedbackProvider submit={submit} userId={userId} labels={labels}>
        {before}
        {/* The pointer may be anywhere after the previous test, so no row reacts to it. */}
        <div style={{ pointerEvents: 'none' }}>
          {ids.map((id) => (
            <React.Profiler key={id} id={id} onRender={(row) => commits.push(row)}>
              <FeedbackBar message={{ messageId: id }} />
            </React.Profiler>
          ))}
        </div>
        <OpenedClient />
      </FeedbackProvider>
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(list());
  return {
    unmount,
    rendered: () => commits,
    reads: () => reads,
    forget() {
      commits = [];
      reads = 0;
    },
    rerender: () => rerender(list()),
  };
}
