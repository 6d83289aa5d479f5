// Longer than other files, because every test runs on both controlled components, in one host.
import type { Feedback, FeedbackClient } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { act, cleanup, fireEvent } from '@testing-library/react';
import * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { savedItem } from '../../test/saved-item.ts';
import {
  FeedbackBar,
  type FeedbackChangeDetails,
  FeedbackControl,
  type FeedbackControlProps,
  MessageFeedback,
  type OnSent,
  useFeedbackClient,
  useMessageFeedback,
} from '../index.ts';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const message = { messageId: 'message-1' };
const NONE: Feedback = { rating: null, reasons: [], comment: '' };
const LIKED: Feedback = { ...NONE, rating: 'like' };
const DISLIKED: Feedback = { ...NONE, rating: 'dislike' };

describe.each([
  [
    '<FeedbackControl /> around a bar',
    (props: FeedbackControlProps) => (
      <FeedbackControl {...props}>
        <FeedbackBar message={message} />
      </FeedbackControl>
    ),
    () => <FeedbackBar message={message} />,
  ],
  [
    '<MessageFeedback.Root feedback />',
    (props: FeedbackControlProps) => (
      <MessageFeedback.Root message={message} {...props}>
        <MessageFeedback.Like />
        <MessageFeedback.Dislike />
        <MessageFeedback.Status />
        <MessageFeedback.Details>
          <MessageFeedback.DetailsTitle />
          <MessageFeedback.Comment aria-label="Comment" />
          <MessageFeedback.Send />
        </MessageFeedback.Details>
      </MessageFeedback.Root>
    ),
    () => (
      <MessageFeedback.Root message={message}>
        <MessageFeedback.Like />
        <MessageFeedback.Status />
      </MessageFeedback.Root>
    ),
  ],
])('%s', (_name, Controlled, Uncontrolled) => {
  it('renders for a press as often as a bar that the host does not control', async () => {
    const { commits } = show(Controlled);
    const before = commits.length;
    fireEvent.click(like.first().element());
    const controlled = commits.length - before;
    cleanup();
    const other = show(Uncontrolled);
    const beforeOther = other.commits.length;
    fireEvent.click(like.element());
    expect(controlled).toBe(other.commits.length - beforeOther);
  });

  it('submits a press that the host takes, and tells it once', async () => {
    const { submit, changes } = show(Controlled);
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([[LIKED, 'submitted']]);
    await expect.poll(() => submit.stored.get('message-1')?.feedback).toEqual(LIKED);
    await expect.element(page.getByRole('status')).toHaveTextContent('Thanks for your feedback.');
    expect(changes).toHaveLength(1);
  });

  it('submits nothing that the host cancels, and opens no details', async () => {
    const { submit, changes } = show(Controlled, { decide: (_next, { cancel }) => cancel?.() });
    await dislike.click();
    await like.click();
    expect(changes).toEqual([
      [DISLIKED, 'submitted'],
      [LIKED, 'submitted'],
    ]);
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    expect(page.getByRole('dialog').elements()).toEqual([]);
    expect(submit.received).toEqual([]);
  });

  it('keeps the text in the form when the host cancels Send', async () => {
    const onSent = vi.fn();
    const { submit } = show(Controlled, {
      decide: (next, { cancel }) => (next.comment === '' ? 'take' : cancel?.()),
      onSent,
    });
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('No.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('No.');
    await expect.poll(() => submit.received.map(({ feedback }) => feedback)).toEqual([DISLIKED]);
    expect(onSent).not.toHaveBeenCalled();
  });

  it('shows what the host changes itself, and does not submit it', async () => {
    const { submit, set, changes } = show(Controlled);
    act(() => set(LIKED));
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    act(() => set(NONE));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    expect(submit.received).toEqual([]);
    expect(changes).toEqual([]);
  });

  it('does not take a later value of the host for saved feedback, which every bar would show', async () => {
    const { client, set } = show(Controlled, { beside: <FeedbackBar message={message} /> });
    await expect.element(like.first()).toBeVisible();
    const subscribe = vi.spyOn(client(), 'subscribe');
    act(() => set(LIKED));
    await expect.element(like.first()).toHaveAttribute('aria-pressed', 'true');
    await expect.element(like.last()).toHaveAttribute('aria-pressed', 'false');
    expect(subscribe).not.toHaveBeenCalled();
  });

  it('starts a press from what the user sees, and not from what was submitted', async () => {
    const { submit, set, changes } = show(Controlled);
    await like.click();
    act(() => set(NONE));
    await like.click();
    expect(changes).toEqual([
      [LIKED, 'submitted'],
      [LIKED, 'submitted'],
    ]);
    await expect.poll(() => submit.stored.get('message-1')?.feedback).toEqual(LIKED);
  });

  it('submits a press also if the host keeps its value, and goes on showing that', async () => {
    const { submit } = show(Controlled, { decide: () => {} });
    await like.click();
    await expect.poll(() => submit.stored.get('message-1')?.feedback).toEqual(LIKED);
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
  });

  it('keeps the details open for a host that takes the press a moment later', async () => {
    const { set } = show(Controlled, { decide: () => {} });
    await dislike.click();
    await page.getByRole('textbox', { name: 'Comment' }).fill('No');
    act(() => set(DISLIKED));
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('No');
  });

  it('closes the details when the host then shows another rating', async () => {
    const { set } = show(Controlled, { decide: () => {} });
    await dislike.click();
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).toBeVisible();
    act(() => set(LIKED));
    await expect.element(page.getByRole('textbox', { name: 'Comment' })).not.toBeInTheDocument();
  });

  it('tells the host what the server has', async () => {
    const submit = createScriptedSubmit({ items: [savedItem(LIKED)] });
    const { changes } = show(Controlled, { submit });
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([[LIKED, 'read']]);
  });

  it('tells the host of a refusal, with the feedback that the host had before', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { changes } = show(Controlled, { submit, initial: LIKED });
    await dislike.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([
      [DISLIKED, 'submitted'],
      [LIKED, 'refused'],
    ]);
  });

  it('returns after a refusal to the value that the host has loaded since', async () => {
    const submit = createScriptedSubmit();
    const { changes, set } = show(Controlled, { submit });
    act(() => set(LIKED));
    submit.failNext('message_not_found');
    await dislike.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([
      [DISLIKED, 'submitted'],
      [LIKED, 'refused'],
    ]);
  });

  it('returns after a refusal to what the server has, also if the host had loaded another value', async () => {
    const submit = createScriptedSubmit({ items: [savedItem(DISLIKED)] });
    const { changes, set } = show(Controlled, { submit });
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    act(() => set(NONE));
    submit.failNext('message_not_found');
    await like.click();
    await expect.element(dislike).toHaveAttribute('aria-pressed', 'true');
    expect(changes.map(([{ rating }, reason]) => [rating, reason])).toEqual([
      ['dislike', 'read'],
      ['like', 'submitted'],
      ['dislike', 'refused'],
    ]);
  });

  it('leaves the host’s own value alone when a press from before it is refused', async () => {
    const submit = createScriptedSubmit();
    const response = submit.pauseNext();
    const { changes, set } = show(Controlled, { submit });
    await dislike.click();
    await expect.poll(() => submit.received).toHaveLength(1);
    act(() => set(LIKED));
    response.fail('message_not_found');
    await expect.element(page.getByRole('status')).toHaveTextContent('Not saved');
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([[DISLIKED, 'submitted']]);
  });

  it('submits the press if the host’s callback throws, and reports the exception', async () => {
    const reported = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {});
    const failure = new Error('The store is broken.');
    const { submit } = show(Controlled, {
      decide() {
        throw failure;
      },
    });
    await like.click();
    await expect.poll(() => submit.stored.get('message-1')?.feedback).toEqual(LIKED);
    expect(reported).toHaveBeenCalledWith(failure);
  });
});

it('renders once for a press with the hook', () => {
  const { commits } = show(Thumb);
  const before = commits.length;
  fireEvent.click(like.element());
  expect(commits.length - before).toBe(1);
});

function Thumb(props: FeedbackControlProps): React.ReactElement {
  const { feedback, rate } = useMessageFeedback(message, props);
  return (
    <button type="button" aria-pressed={feedback.rating === 'like'} onClick={() => rate('like')}>
      Good response
    </button>
  );
}

type Decide = (next: Feedback, details: FeedbackChangeDetails) => unknown;

/** A host with a store of its own, which takes every change unless `decide` does something else. */
function show(
  Controlled: React.ComponentType<FeedbackControlProps>,
  {
    decide = () => 'take',
    initial = NONE,
    submit = createScriptedSubmit(),
    onSent,
    beside,
  }: {
    decide?: Decide;
    initial?: Feedback;
    submit?: ReturnType<typeof createScriptedSubmit>;
    onSent?: OnSent;
    beside?: React.ReactNode;
  } = {},
) {
  const changes: [Feedback, string][] = [];
  const commits: string[] = [];
  let set: (feedback: Feedback) => void = () => {};
  let client: FeedbackClient | undefined;
  function Host(): React.ReactElement {
    client = useFeedbackClient();
    const [feedback, setFeedback] = React.useState(initial);
    set = setFeedback;
    return (
      <React.Profiler id="bar" onRender={(id) => commits.push(id)}>
        <Controlled
          feedback={feedback}
          onFeedbackChange={(next, details) => {
            changes.push([next, details.reason]);
            if (decide(next, details) === 'take') setFeedback(next);
          }}
        />
      </React.Profiler>
    );
  }
  renderFeedback(
    <>
      <Host />
      {beside}
    </>,
    { submit, onSent },
  );
  return {
    submit,
    changes,
    commits,
    set: (feedback: Feedback) => set(feedback),
    client: () => client as FeedbackClient,
  };
}
