import type { Feedback, MessageRef } from '@message-feedback/core';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import * as React from 'react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { savedItem } from '../../test/saved-item.ts';
import { FeedbackBar, FeedbackControl } from '../index.ts';

const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });
const first = { messageId: 'message-1' };
const second = { messageId: 'message-2' };
const NONE: Feedback = { rating: null, reasons: [], comment: '' };
const LIKED: Feedback = { ...NONE, rating: 'like' };
const DISLIKED: Feedback = { ...NONE, rating: 'dislike' };

describe('<FeedbackControl /> around a bar that changes its message', () => {
  it('tells what the server has of the next message, also if it is what the user gave the last one', async () => {
    const submit = createScriptedSubmit({ items: [{ ...savedItem(LIKED), ...second }] });
    const { changes, showMessage } = show(submit);
    await like.click();
    showMessage(second);
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([
      [LIKED, 'submitted'],
      [LIKED, 'read'],
    ]);
  });

  it('returns after a refusal to the value of this message', async () => {
    const submit = createScriptedSubmit();
    const { changes, showMessage } = show(submit, { 'message-1': DISLIKED });
    await dislike.click();
    await expect.poll(() => submit.stored.has('message-1')).toBe(true);
    showMessage(second);
    submit.failNext('message_not_found');
    await like.click();
    await expect.poll(() => changes.at(-1)).toEqual([NONE, 'refused']);
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
  });
  it('does not tell a press again as submitted when the host mounts again without it', async () => {
    const submit = createScriptedSubmit();
    const { changes, unmountHost, showMessage } = show(submit);
    await like.click();
    unmountHost();
    showMessage(first);
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
    expect(changes).toEqual([
      [LIKED, 'submitted'],
      [LIKED, 'read'],
    ]);
  });
});

function show(submit: ScriptedSubmit, kept: Kept = {}) {
  const changes: [Feedback, string][] = [];
  const host = (shown: MessageRef) => (
    <Versions shown={shown} initial={kept} onChange={(...change) => changes.push(change)} />
  );
  const { rerender } = renderFeedback(host(first), { submit });
  return {
    changes,
    showMessage: (shown: MessageRef) => rerender(host(shown)),
    unmountHost: () => rerender(<p>Another tab</p>),
  };
}

/** A host that keeps the feedback of each version of an answer, and shows one of them. */
function Versions({ shown, initial, onChange }: VersionsProps): React.ReactElement {
  const [kept, setKept] = React.useState(initial);
  return (
    <FeedbackControl
      feedback={kept[shown.messageId] ?? NONE}
      onFeedbackChange={(feedback, { reason }) => {
        onChange(feedback, reason);
        setKept((before) => ({ ...before, [shown.messageId]: feedback }));
      }}
    >
      <FeedbackBar message={shown} />
    </FeedbackControl>
  );
}

interface VersionsProps {
  shown: MessageRef;
  initial: Kept;
  onChange: (feedback: Feedback, reason: string) => void;
}

type Kept = Readonly<Record<string, Feedback>>;
