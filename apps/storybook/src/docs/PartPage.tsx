import {
  ArgTypes,
  Markdown,
  Primary,
  Source,
  Stories,
  Subtitle,
  Title,
  useOf,
} from '@storybook/addon-docs/blocks';
import type * as React from 'react';
import type { ThemeVariableName } from '../theme-variables.ts';
import { KeyTable } from './KeyTable.tsx';
import { descriptionOf, StateTable } from './StateTable.tsx';
import { VariableTable } from './VariableTable.tsx';

/** The docs page of one part. The content comes from the part and its guide. */
export function PartPage(): React.ReactElement {
  const { preparedMeta } = useOf('meta', ['meta']);
  const part = preparedMeta.title.split('/').at(-1) ?? '';
  const { anatomy, semantics, keyboard, variables } = preparedMeta.parameters.guide as PartGuide;
  return (
    <>
      <Title />
      <Subtitle>{`MessageFeedback.${part}`}</Subtitle>
      <Markdown>{descriptionOf(part)}</Markdown>
      <Primary />
      <h2>Anatomy</h2>
      <Source code={anatomy} language="tsx" />
      <h2>Props</h2>
      <p>
        The part also accepts a ref and every prop of its element. Your event handlers run before its own.
      </p>
      <ArgTypes />
      <h2>Accessibility</h2>
      <Markdown>{semantics}</Markdown>
      {keyboard && <KeyTable rows={keyboard} />}
      <h2>Styling</h2>
      <StateTable part={part} />
      {variables && <VariableTable names={variables} />}
      <Stories title="Examples" includePrimary={false} />
    </>
  );
}

/** What the page of a part shows in addition to the part's own TSDoc. */
export interface PartGuide {
  /** Its place among the other parts, as code. */
  readonly anatomy: string;
  /** Its role, where its name comes from, and what is announced. In Markdown. */
  readonly semantics: string;
  /** What each key does while the part has focus, if it is focusable. */
  readonly keyboard?: readonly (readonly [keys: string, effect: string])[];
  /** The theme variables that `styles.css` uses for it. */
  readonly variables?: readonly ThemeVariableName[];
}
