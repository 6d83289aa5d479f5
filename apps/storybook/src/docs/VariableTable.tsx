import type * as React from 'react';
import { THEME_VARIABLES, type ThemeVariable, type ThemeVariableName } from '../theme-variables.ts';
import { Table } from './Table.tsx';

/** Theme variables with their defaults: the named ones, or all. */
export function VariableTable({ names }: { names?: readonly ThemeVariableName[] }): React.ReactElement {
  const variables: readonly ThemeVariable[] = names
    ? THEME_VARIABLES.filter(({ name }) => names.includes(name))
    : THEME_VARIABLES;
  return (
    <Table
      head={['Variable', 'What it is for', 'Default', 'In the dark']}
      rows={variables.map(({ name, says, light, dark }) => [
        `--message-feedback-${name}`,
        says,
        <Value key="light">{light}</Value>,
        dark ? <Value key="dark">{dark}</Value> : 'the same',
      ])}
    />
  );
}

/** A value, with a swatch if it is a colour. */
function Value({ children }: { children: string }): React.ReactElement {
  const swatch = {
    display: 'inline-block',
    inlineSize: '0.875em',
    blockSize: '0.875em',
    marginInlineEnd: '0.375em',
    verticalAlign: '-0.1em',
    background: children,
    border: '1px solid #878e9b',
    borderRadius: '0.25em',
  };
  return (
    <span style={{ whiteSpace: children.startsWith('url') ? undefined : 'nowrap' }}>
      {/^(#|rgb)/.test(children) && <span aria-hidden="true" style={swatch} />}
      <code>{children}</code>
    </span>
  );
}
