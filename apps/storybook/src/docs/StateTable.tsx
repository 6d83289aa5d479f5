import type * as React from 'react';
import { readStates, readSummary } from './read-part.ts';

/** The data attributes of a part, read from its source: there is no second list to forget. */
export function StateTable({ part }: { part: string }): React.ReactElement {
  const states = readStates(sourceOf(part));
  if (states.length === 0)
    return (
      <p>
        It has no states of its own. Give it a <code>className</code>, or a selector of yours.
      </p>
    );
  return (
    <table>
      <thead>
        <tr>
          <th>Selector</th>
          <th>When</th>
        </tr>
      </thead>
      <tbody>
        {states.map(({ selector, when }) => (
          <tr key={selector}>
            <td>
              <code>{selector}</code>
            </td>
            <td>{when}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a part says of itself, in Markdown. */
export const descriptionOf = (part: string): string => readSummary(sourceOf(part));

function sourceOf(part: string): string {
  const source = SOURCES[`../../../../packages/react/src/message-feedback/MessageFeedback${part}.tsx`];
  if (source === undefined)
    throw new Error(`There is no part MessageFeedback.${part}; the title of its page names it.`);
  return source;
}

const SOURCES: Record<string, string> = import.meta.glob(
  '../../../../packages/react/src/message-feedback/MessageFeedback*.tsx',
  { query: '?raw', import: 'default', eager: true },
);
