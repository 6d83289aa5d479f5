import type * as React from 'react';
import rootState from '../../../../packages/react/src/bar/root-state.ts?raw';
import { readStates, readSummary } from './read-part.ts';
import { Table } from './Table.tsx';

/** The data attributes of a part, read from its source, so that there is no second list. */
export function StateTable({ part }: { part: string }): React.ReactElement {
  const states = readStates(part === 'Root' ? rootState : sourceOf(part));
  if (states.length === 0) {
    return (
      <p>
        This part has no states of its own. Style it by <code>className</code> or your own selector.
      </p>
    );
  }
  return <Table head={['Selector', 'When']} rows={states.map(({ selector, when }) => [selector, when])} />;
}

/** The TSDoc summary of a part, in Markdown. */
export const descriptionOf = (part: string): string => readSummary(sourceOf(part));

function sourceOf(part: string): string {
  const source = SOURCES[`../../../../packages/react/src/message-feedback/MessageFeedback${part}.tsx`];
  if (source === undefined) {
    throw new Error(`There is no part MessageFeedback.${part}, though the title of its page names it.`);
  }
  return source;
}

const SOURCES: Record<string, string> = import.meta.glob(
  '../../../../packages/react/src/message-feedback/MessageFeedback*.tsx',
  { query: '?raw', import: 'default', eager: true },
);
