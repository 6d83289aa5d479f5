import { act, fireEvent } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('CharacterCount', {
  element: <MessageFeedback.CharacterCount />,
  tag: 'div',
  state: { over: false },
  arrange: (dislike) => dislike.click(),
});

describe('<MessageFeedback.CharacterCount />', () => {
  it('shows the count from 80 % of the limit on, at once, in characters and not in code units', () => {
    const { write, seen } = renderCount();
    expect(seen()).toBe('');
    write('x'.repeat(199));
    expect(seen()).toBe('');
    write('😀'.repeat(200));
    expect(seen()).toBe('50 characters left');
    write('x'.repeat(249));
    expect(seen()).toBe('1 character left');
    write('x'.repeat(262));
    expect(seen()).toBe('12 characters too many');
  });

  it('announces the count only near the limit, and only after a pause', () => {
    const { write, spoken } = renderCount();
    write('x'.repeat(199));
    pass(5_000);
    expect(spoken()).toBe('');
    write('x'.repeat(200));
    pass(999);
    expect(spoken()).toBe('');
    write('x'.repeat(210));
    pass(999);
    expect(spoken()).toBe('');
    pass(1);
    expect(spoken()).toBe('40 characters left');
  });
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

function renderCount() {
  vi.useFakeTimers();
  renderFeedback(
    <MessageFeedback.Root message={{ messageId: 'message-1' }}>
      <MessageFeedback.Dislike />
      <MessageFeedback.Comment />
      <MessageFeedback.CharacterCount data-testid="count" />
    </MessageFeedback.Root>,
  );
  fireEvent.click(page.getByRole('button', { name: 'Bad response' }).element());
  const spans = () => page.getByTestId('count').element().children;
  return {
    write: (value: string) => fireEvent.change(page.getByRole('textbox').element(), { target: { value } }),
    seen: () => spans()[0]?.textContent,
    spoken: () => spans()[1]?.textContent,
  };
}
