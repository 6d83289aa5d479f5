import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { takeOldFeedback } from '../../test/old-feedback.ts';
import { inTurn } from '../../test/sample.ts';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import type { FeedbackProviderProps } from './FeedbackProvider.tsx';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const status = page.getByRole('status');

const surfaces = inTurn(['auto', 'sheet', 'inline'] as const);

const thrown = new Error('Not here.');
const fail = () => {
  throw thrown;
};

describe('<FeedbackProvider /> where a browser feature is missing or throws', () => {
  it.each<[string, () => void]>([
    ['BroadcastChannel throws', () => vi.stubGlobal('BroadcastChannel', fail)],
    ['BroadcastChannel is missing', () => vi.stubGlobal('BroadcastChannel', undefined)],
    [
      'BroadcastChannel cannot post',
      () => vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(fail),
    ],
    ['locks are missing', () => define(navigator, 'locks', () => undefined)],
    ['locks throw', () => define(navigator, 'locks', fail)],
    [
      'locks reject',
      () => vi.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('No.', 'SecurityError')),
    ],
    ['IntersectionObserver throws', () => vi.stubGlobal('IntersectionObserver', fail)],
    ['storage cannot be written', () => vi.spyOn(Storage.prototype, 'setItem').mockImplementation(fail)],
    ['storage cannot be read', () => vi.spyOn(Storage.prototype, 'key').mockImplementation(fail)],
  ])('the user rates, and the rating is sent: %s', async (_, prepare) => {
    vi.mocked(console.error).mockImplementation(() => {});
    vi.mocked(console.warn).mockImplementation(() => {});
    onTestFinished(() => void vi.unstubAllGlobals());
    prepare();
    const { submit } = renderFeedback(<FeedbackBar message={message} />, { onEvent: () => {} });
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
    expect(vi.mocked(console.error).mock.calls.length).toBeLessThanOrEqual(1);
    vi.mocked(console.error).mockClear();
    vi.mocked(console.warn).mockClear();
  });

  it.each<[string, () => void]>([
    ['matchMedia throws', () => vi.stubGlobal('matchMedia', fail)],
    ['matchMedia returns undefined', () => vi.stubGlobal('matchMedia', () => undefined)],
    ['matchMedia returns null', () => vi.stubGlobal('matchMedia', () => null)],
    [
      'a media query has only addListener',
      () => vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: () => {} })),
    ],
    ['ResizeObserver throws', () => vi.stubGlobal('ResizeObserver', fail)],
    ['ResizeObserver is a mock without methods', () => vi.stubGlobal('ResizeObserver', vi.fn())],
    ['IntersectionObserver throws', () => vi.stubGlobal('IntersectionObserver', fail)],
  ])('the user opens the details and sends the form: %s', async (_, prepare) => {
    onTestFinished(() => void vi.unstubAllGlobals());
    prepare();
    for (const surface of surfaces()) {
      const { submit, unmount } = renderFeedback(
        <FeedbackBar message={message} surface={surface} openOnRate />,
      );
      await dislike.click();
      await page.getByRole('textbox', { name: 'Comment' }).fill(surface);
      await page.getByRole('button', { name: 'Send' }).click();
      await expect.poll(() => submit.stored.get('message-1')?.feedback.comment).toBe(surface);
      await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
      unmount();
    }
  });
});

describe('<FeedbackProvider /> whose host has callbacks that throw', () => {
  it.each<[string, Pick<FeedbackProviderProps, 'onEvent' | 'onError'>]>([
    ['onEvent', { onEvent: fail }],
    ['onError', { onError: fail }],
  ])('the user rates and gets the details, and the rating is sent: %s', async (_, props) => {
    const errors = catchErrors();
    vi.mocked(console.error).mockImplementation(() => {});
    const submit = createScriptedSubmit();
    submit.failNext('network');
    renderFeedback(<FeedbackBar message={message} />, { submit, ...props });
    await dislike.click();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    const logged = vi.mocked(console.error).mock.calls.map(([, cause]) => cause);
    expect([...errors, ...logged]).toContain(thrown);
    vi.mocked(console.error).mockClear();
  });

  it('drops expired feedback, reports the event and sends the next rating: onExpired', async () => {
    vi.mocked(console.error).mockImplementation(() => {});
    const { userId, putBack } = await takeOldFeedback();
    putBack();
    const onEvent = vi.fn();
    const { submit } = renderFeedback(<FeedbackBar message={message} />, {
      userId,
      onExpired: fail,
      onEvent,
    });
    await expect.poll(() => onEvent.mock.calls.map(([{ type }]) => type)).toContain('expired');
    await dislike.click();
    await expect.poll(() => submit.stored.get('message-1')?.feedback.rating).toBe('dislike');
    await expect.poll(() => localStorage.length).toBe(0);
    expect(vi.mocked(console.error).mock.calls.map(([, cause]) => cause)).toEqual([thrown]);
    vi.mocked(console.error).mockClear();
  });

  it('keeps the chat when onFeedbackChange throws', async () => {
    const errors = catchErrors();
    // The test runner logs what a page reports.
    vi.mocked(console.error).mockImplementation(() => {});
    const { submit } = renderFeedback(<FeedbackBar message={message} onFeedbackChange={fail} />);
    await like.click();
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    expect(submit.received).toHaveLength(1);
    expect(errors).toEqual([thrown]);
    vi.mocked(console.error).mockClear();
  });
});

/** What the page reports to the host's error tracking. */
function catchErrors(): unknown[] {
  const errors: unknown[] = [];
  const listener = (event: ErrorEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    errors.push(event.error);
  };
  addEventListener('error', listener, { capture: true });
  onTestFinished(() => removeEventListener('error', listener, { capture: true }));
  return errors;
}

function define(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, { configurable: true, get });
  onTestFinished(() => void Reflect.deleteProperty(target, name));
}
