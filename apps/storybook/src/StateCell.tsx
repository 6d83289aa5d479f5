import { FeedbackBar, type FeedbackBarProps, type FeedbackLabels } from '@message-feedback/react';
import type * as React from 'react';
import { expect, waitFor, within } from 'storybook/test';
import { type FeedbackParameters, ScriptedServer } from './withScriptedServer.tsx';

/** One state of the bar, taken from a story, and how a person comes to it. */
export interface BarState {
  readonly name: string;
  readonly story?: { readonly args?: Partial<FeedbackBarProps>; readonly parameters?: object };
  /** The names of the buttons that are pressed, one after the other. */
  readonly presses?: (words: FeedbackLabels) => readonly string[];
  /** What the status says in the end. */
  readonly says?: (words: FeedbackLabels) => string;
}

/** A bar with a server of its own, and the name of the state above it. */
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

/** Brings a cell into its state. */
export async function reachState(
  cell: HTMLElement,
  { story, presses, says }: BarState,
  words: FeedbackLabels,
): Promise<void> {
  const canvas = within(cell);
  // What the server holds is there before somebody presses anything.
  if (story && serverOf(story)?.items) await canvas.findByRole('button', { pressed: true });
  for (const name of presses?.(words) ?? []) (await canvas.findByRole('button', { name })).click();
  if (says !== undefined)
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(says(words)));
}

function serverOf({ parameters }: NonNullable<BarState['story']>): FeedbackParameters | undefined {
  return (parameters as { feedback?: FeedbackParameters } | undefined)?.feedback;
}
