import type { SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, fireEvent } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ROWS, renderRows } from '../../test/rendered-rows.tsx';

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
