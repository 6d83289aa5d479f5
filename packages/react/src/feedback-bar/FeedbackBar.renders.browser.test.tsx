import type { SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, fireEvent, render } from '@testing-library/react';
import * as React from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { en } from '../locales/en.ts';
import { FeedbackProvider } from '../provider/FeedbackProvider.tsx';
import { FeedbackBar } from './FeedbackBar.tsx';
import '../styles.css';

const ROWS = 200;

describe('two hundred bars', () => {
  it('render only the pressed one', async () => {
    const { rendered, forget } = renderRows(createScriptedSubmit());
    expect(rendered().size).toBe(ROWS);
    forget();
    fireEvent.click(page.getByRole('button', { name: 'Good response' }).nth(120).element());
    await expect.element(page.getByRole('status').nth(120)).toHaveTextContent('Thanks for your feedback.');
    expect([...rendered()]).toEqual(['row-120']);
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
    expect([...rendered()]).toEqual([]);
  });

  it('render none when the host renders the list again with the same ids', () => {
    const { reads, forget, rerender } = renderRows(createScriptedSubmit());
    expect(reads()).toBe(ROWS);
    forget();
    rerender();
    expect(reads()).toBe(0);
  });

  it('start no observer', () => {
    const observers = (['IntersectionObserver', 'MutationObserver', 'ResizeObserver'] as const).map((name) =>
      vi.spyOn(globalThis, name),
    );
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const { rendered } = renderRows(createScriptedSubmit());
    expect(rendered().size).toBe(ROWS);
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

/** Rows that record which of them rendered, and the number of renders by reads of a label. */
function renderRows(submit: SubmitFeedback) {
  const commits = new Set<string>();
  let reads = 0;
  const labels = Object.defineProperty({ ...en }, 'group', {
    get() {
      reads++;
      return en.group;
    },
  });
  const ids = Array.from({ length: ROWS }, (_, index) => `row-${index}`);
  const userId = uniqueUserId();
  const list = () => (
    <FeedbackProvider submit={submit} userId={userId} labels={labels}>
      {/* The pointer may be anywhere after the previous test, so no row reacts to it. */}
      <div style={{ pointerEvents: 'none' }}>
        {ids.map((id) => (
          <React.Profiler key={id} id={id} onRender={(row) => commits.add(row)}>
            <FeedbackBar message={{ messageId: id }} />
          </React.Profiler>
        ))}
      </div>
    </FeedbackProvider>
  );
  const { rerender } = render(list());
  return {
    rendered: () => commits,
    reads: () => reads,
    forget() {
      commits.clear();
      reads = 0;
    },
    rerender: () => rerender(list()),
  };
}
