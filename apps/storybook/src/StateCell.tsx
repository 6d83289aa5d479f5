import { FeedbackBar, type FeedbackBarProps, type FeedbackLabels } from '@message-feedback/react';
import type * as React from 'react';
import { expect, waitFor } from 'storybook/test';
import { type FeedbackParameters, ScriptedServer } from './withScriptedServer.tsx';

/** One state of the bar, taken from a story, and the presses that lead to it. */
export interface BarState {
  readonly name: string;
  readonly story?: { readonly args?: Partial<FeedbackBarProps>; readonly parameters?: object };
  /** The names of the buttons to press, in order. */
  readonly presses?: (words: FeedbackLabels) => readonly string[];
  /** The status at the end. */
  readonly says?: (words: FeedbackLabels) => string;
}

/** A bar with its own server, below the name of its state. */
export function StateCell({
  state: { name, story },
  language,
}: {
  state: BarState;
  language: unknown;
}): React.ReactElement {
  const feedback = story && serverOf(story);
  return (
    <div data-state={name}>
      <p lang="en" style={{ margin: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
        {name}
      </p>
      <ScriptedServer language={language} {...feedback}>
        <FeedbackBar message={{ messageId: 'message-1' }} surface="inline" {...story?.args} />
      </ScriptedServer>
    </div>
  );
}

/**
 * Brings a cell into its state. Queries elements instead of roles, and only in this cell, because
 * dozens of cells do this at the same time.
 */
export async function reachState(
  cell: HTMLElement,
  { story, presses, says }: BarState,
  words: FeedbackLabels,
): Promise<void> {
  const once = <Value,>(look: () => Value) => waitFor(look, { container: cell, timeout: 12_000 });
  const button = (name: string) => {
    const all = [...cell.querySelectorAll('button')];
    const found = all.find((element) => (element.ariaLabel ?? element.textContent) === name);
    if (found === undefined) throw new Error(`"${cell.dataset.state}" has no button "${name}" yet.`);
    return found;
  };
  // The server's feedback must be shown before the first press.
  if (story && serverOf(story)?.items)
    await once(() => expect(cell.querySelector('[aria-pressed="true"]')).not.toBeNull());
  for (const name of presses?.(words) ?? []) (await once(() => button(name))).click();
  if (says !== undefined)
    await once(() => expect(cell.querySelector('[role="status"]')?.textContent).toContain(says(words)));
}

function serverOf({ parameters }: NonNullable<BarState['story']>): FeedbackParameters | undefined {
  return (parameters as { feedback?: FeedbackParameters } | undefined)?.feedback;
}
