import * as React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { FeedbackBar, type FeedbackBarProps } from './FeedbackBar.tsx';

const dislike = page.getByRole('button', { name: 'Bad response' });

describe('<FeedbackBar /> as an element', () => {
  it('forwards props, class and style, and sets the ref', () => {
    const ref = React.createRef<HTMLDivElement>();
    show({ ref, id: 'bar', className: 'theirs', style: { opacity: 0.5 }, 'aria-label': 'Rate the summary' });
    const group = page.getByRole('group', { name: 'Rate the summary' }).element() as HTMLElement;
    expect(ref.current).toBe(group);
    expect(group.id).toBe('bar');
    expect([...group.classList]).toEqual(['message-feedback', 'theirs']);
    expect(group.style.opacity).toBe('0.5');
  });

  it('keeps its name where a host’s wrapper passes none on', () => {
    show({ 'aria-label': undefined });
    expect(page.getByRole('group', { name: 'Rate this response' }).elements()).toHaveLength(1);
  });

  it('runs the host’s handlers and its own', async () => {
    const onPointerEnter = vi.fn();
    const onClick = vi.fn();
    show({ onPointerEnter, onClick });
    await dislike.click();
    expect(onPointerEnter).toHaveBeenCalled();
    expect(onClick).toHaveBeenCalledOnce();
    await expect.element(page.getByRole('dialog')).toBeVisible();
  });

  it('shows the host’s icons in buttons that keep their names', async () => {
    show({ icons: { like: <svg data-testid="up" aria-hidden="true" width="20" height="20" /> } });
    const like = page.getByRole('button', { name: 'Good response' });
    await expect.element(like.getByTestId('up')).toBeVisible();
    const contentOf = (button: Element) => getComputedStyle(button, '::before').content;
    expect(contentOf(like.element())).toBe('none');
    expect(contentOf(dislike.element())).not.toBe('none');
    await like.click();
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('renders again when a prop changes, and only then', () => {
    const onClick = vi.fn();
    const { rerender } = show({ onClick, title: 'one' });
    rerender(<FeedbackBar message={{ messageId: 'message-1' }} onClick={onClick} title="two" />);
    expect(page.getByRole('group').element().getAttribute('title')).toBe('two');
    rerender(<FeedbackBar message={{ messageId: 'message-1' }} />);
    expect(page.getByRole('group').element().getAttribute('title')).toBeNull();
  });
});

function show(props: Omit<FeedbackBarProps, 'message'> & React.RefAttributes<HTMLDivElement>) {
  return renderFeedback(<FeedbackBar message={{ messageId: 'message-1' }} {...props} />);
}
