import * as React from 'react';
import { describe, expect, it } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { startScreenReader } from '../../test/screen-reader.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const status = page.getByRole('status');

describe('<FeedbackBar /> in a transcript with `role="log"`', () => {
  it('announces one status message after a press, and neither Undo nor “Add details”', async () => {
    renderFeedback(<Transcript answers={['First.']} />);
    const ear = await startScreenReader();
    page.getByRole('button', { name: 'Good response' }).element().focus();
    await ear.since();
    await userEvent.keyboard('{Enter}');
    await expect.element(status).toHaveTextContent('Thanks for your feedback.');
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(await ear.since()).toEqual(['polite: Thanks for your feedback.']);
  });

  it('excludes its buttons from the log, but not its status', async () => {
    renderFeedback(<Transcript answers={['First.']} />);
    await page.getByRole('button', { name: 'Bad response' }).click();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect.element(page.getByRole('dialog')).toBeVisible();
    for (const part of ['button', 'checkbox', 'textbox', 'heading'] as const) {
      for (const element of page.getByRole(part).elements()) expect(politenessOf(element)).toBe('off');
    }
    expect(politenessOf(status.element())).toBe('polite');
    expect(politenessOf(page.getByText('First.').element())).toBe('polite');
  });

  it('has buttons with a name and without a description that repeats it', async () => {
    renderFeedback(<Transcript answers={['First.']} />);
    await page.getByRole('button', { name: 'Good response' }).hover();
    const nodes = await accessibilityTree();
    const buttons = nodes.filter(({ role, name }) => role?.value === 'button' && name?.value !== '');
    expect(buttons.map(({ name }) => name?.value)).toEqual(
      expect.arrayContaining(['Good response', 'Bad response']),
    );
    for (const { name, description } of buttons) expect(description?.value ?? '').not.toBe(name?.value);
  });
});

function Transcript({ answers }: { answers: readonly string[] }) {
  return (
    <div role="log" aria-label="Transcript">
      {answers.map((answer) => (
        <React.Fragment key={answer}>
          <p>{answer}</p>
          <FeedbackBar message={{ messageId: answer }} />
        </React.Fragment>
      ))}
    </div>
  );
}

/** How urgently a change in this element is announced: as its nearest live region says. */
function politenessOf(element: Element): string | null {
  const region = element.closest('[aria-live], [role="status"], [role="log"]');
  return region?.getAttribute('aria-live') ?? (region === null ? null : 'polite');
}

async function accessibilityTree(): Promise<AccessibilityNode[]> {
  // The tests are in a frame of the page.
  const { frameTree } = (await cdp().send('Page.getFrameTree')) as {
    frameTree: { childFrames: { frame: { id: string } }[] };
  };
  const trees = await Promise.all(
    frameTree.childFrames.map(
      ({ frame }) =>
        cdp().send('Accessibility.getFullAXTree', { frameId: frame.id }) as Promise<{
          nodes: AccessibilityNode[];
        }>,
    ),
  );
  return trees.flatMap(({ nodes }) => nodes);
}

interface AccessibilityNode {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
}
