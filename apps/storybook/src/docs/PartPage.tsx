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
import type { PartGuide } from '../part-guide.ts';
import { KeyTable } from './KeyTable.tsx';
import { descriptionOf, StateTable } from './StateTable.tsx';
import { VariableTable } from './VariableTable.tsx';

/** The page of one part: what is the same for all comes from here, what differs from the part and its guide. */
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
        Besides these it takes every prop of its element and a ref. Event handlers of yours run before its
        own.
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
