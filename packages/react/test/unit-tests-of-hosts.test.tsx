import type { SubmitFeedback } from '@message-feedback/core';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  FeedbackBar,
  type FeedbackBarProps,
  FeedbackProvider,
  type FeedbackProviderProps,
} from '../src/index.ts';

// The first press fetches the code of the engine, which a busy machine compiles first.
configure({ asyncUtilTimeout: 15_000 });

/** What the test documents lack, and what Jest hides of Node. */
const MISSING = ['matchMedia', 'CSS', 'IntersectionObserver', 'ResizeObserver', 'BroadcastChannel'];

const SURFACES = ['auto', 'popover', 'sheet', 'inline'] as const;

beforeEach(() => {
  for (const name of MISSING) vi.stubGlobal(name, undefined);
  vi.stubGlobal('visualViewport', undefined);
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
  const logged = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.restoreAllMocks();
  expect(logged).toEqual([]);
});

// Each environment is a project of its own in vitest.config.ts.
describe('in a host’s unit tests, without a polyfill', () => {
  it('the user rates, and the bar thanks', async () => {
    const { submit } = renderBar();
    fireEvent.click(await screen.findByRole('button', { name: 'Good response' }));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Thanks for your feedback.'));
    expect(submit.mock.lastCall?.[0].feedback.rating).toBe('like');
  });

  it.each(SURFACES)('the user opens the details as %s, fills in the form and sends it', async (surface) => {
    await sendDetails(surface, surface === 'inline' ? 'group' : 'dialog');
  });

  it.each<FeedbackBarProps['surface']>(['popover', 'sheet', 'inline'])(
    'Escape closes the details as %s and returns focus',
    async (surface) => {
      renderBar({ surface });
      fireEvent.click(screen.getByRole('button', { name: 'Bad response' }));
      if (surface === 'inline') fireEvent.click(await screen.findByRole('button', { name: 'Add details' }));
      const comment = await screen.findByRole('textbox', { name: 'Comment' });
      comment.focus();
      fireEvent.keyDown(comment, { key: 'Escape' });
      await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Comment' })).toBe(null));
      expect(document.activeElement?.tagName).toBe('BUTTON');
    },
  );

  it('the details open where the top layer refuses', async () => {
    HTMLElement.prototype.showPopover = () => {
      throw new DOMException('Not supported.', 'NotSupportedError');
    };
    renderBar({ surface: 'sheet' });
    fireEvent.click(screen.getByRole('button', { name: 'Bad response' }));
    expect(await screen.findByRole('dialog', { name: 'What went wrong?' })).toBeDefined();
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
  });

  it('the host’s events and changes are reported', async () => {
    const onEvent = vi.fn();
    const onFeedbackChange = vi.fn();
    renderBar({ onFeedbackChange }, { onEvent });
    fireEvent.click(screen.getByRole('button', { name: 'Good response' }));
    await waitFor(() => expect(onFeedbackChange).toHaveBeenCalledOnce());
    expect(onEvent.mock.calls.map(([{ type }]) => type)).toContain('rated');
  });
});

describe.each<[string, string, unknown]>([
  ['matchMedia throws', 'matchMedia', fail],
  ['matchMedia returns undefined', 'matchMedia', vi.fn()],
  ['matchMedia returns null', 'matchMedia', () => null],
  ['a media query has only addListener', 'matchMedia', () => ({ matches: false, addListener() {} })],
])('in a host’s unit tests, where %s,', (_, name, value) => {
  it.each(SURFACES)('the user opens the details as %s and sends the form', async (surface) => {
    vi.stubGlobal(name, value);
    await sendDetails(surface, surface === 'inline' ? 'group' : 'dialog');
  });
});

describe.each<[string, string, unknown]>([
  ['ResizeObserver throws', 'ResizeObserver', fail],
  ['ResizeObserver is a mock without methods', 'ResizeObserver', vi.fn()],
  ['IntersectionObserver throws', 'IntersectionObserver', fail],
])('in a host’s unit tests, where %s,', (_, name, value) => {
  it.each(SURFACES)('the user opens the details, meant as %s, inline and sends the form', async (surface) => {
    vi.stubGlobal(name, value);
    await sendDetails(surface, 'group');
  });
});

function fail() {
  throw new Error('Not here.');
}

/** The user opens the details, which have this role, fills in the form and sends it. */
async function sendDetails(surface: FeedbackBarProps['surface'], role: 'group' | 'dialog') {
  const { submit } = renderBar({ surface });
  fireEvent.click(screen.getByRole('button', { name: 'Bad response' }));
  if (surface === 'inline') fireEvent.click(await screen.findByRole('button', { name: 'Add details' }));
  // A role query finds only what a user can see.
  const details = within(await screen.findByRole(role, { name: 'What went wrong?' }));
  fireEvent.click(details.getByRole('checkbox', { name: 'Incomplete' }));
  fireEvent.change(details.getByRole('textbox', { name: 'Comment' }), { target: { value: 'No.' } });
  fireEvent.click(details.getByRole('button', { name: 'Send' }));
  await waitFor(() =>
    expect(submit.mock.lastCall?.[0].feedback).toEqual({
      rating: 'dislike',
      reasons: ['Incomplete'],
      comment: 'No.',
    }),
  );
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'What went wrong?' })).toBe(null));
}

function renderBar(props: Partial<FeedbackBarProps> = {}, provider: Partial<FeedbackProviderProps> = {}) {
  const submit = vi.fn<SubmitFeedback>(async () => {});
  render(
    <FeedbackProvider submit={submit} {...provider}>
      <FeedbackBar message={{ messageId: 'message-1' }} {...props} />
    </FeedbackProvider>,
  );
  return { submit };
}
