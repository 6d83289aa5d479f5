import type * as React from 'react';
import { THEME_VARIABLES, type ThemeVariable, type ThemeVariableName } from '../theme-variables.ts';

/** Variables of the theme with their defaults; all of them unless named. */
export function VariableTable({ names }: { names?: readonly ThemeVariableName[] }): React.ReactElement {
  const variables: readonly ThemeVariable[] = names
    ? THEME_VARIABLES.filter(({ name }) => names.includes(name))
    : THEME_VARIABLES;
  return (
    <table>
      <thead>
        <tr>
          <th>Variable</th>
          <th>What it is for</th>
          <th>Default</th>
          <th>In the dark</th>
        </tr>
      </thead>
      <tbody>
        {variables.map(({ name, says, light, dark }) => (
          <tr key={name}>
            <td>
              <code>--message-feedback-{name}</code>
            </td>
            <td>{says}</td>
            <td>
              <Value>{light}</Value>
            </td>
            <td>{dark ? <Value>{dark}</Value> : 'the same'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ children }: { children: string }): React.ReactElement {
  return (
    <>
      {/^#|^rgb/.test(children) && <Swatch color={children} />}
      <code>{children}</code>
    </>
  );
}

function Swatch({ color }: { color: string }): React.ReactElement {
  return (
    <span
      aria-hidden="true"
      style={{
        display: 'inline-block',
        inlineSize: '0.875em',
        blockSize: '0.875em',
        marginInlineEnd: '0.375em',
        verticalAlign: '-0.1em',
        background: color,
        border: '1px solid #878e9b',
        borderRadius: '0.25em',
      }}
    />
  );
}
