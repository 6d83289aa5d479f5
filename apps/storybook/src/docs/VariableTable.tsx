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
      head={['Variable', 'What it is for', 'Default']}
      rows={variables.map(({ name, says, standard }) => [`--message-feedback-${name}`, says, standard])}
    />
  );
}
