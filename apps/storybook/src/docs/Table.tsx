import type * as React from 'react';

/** A table of the docs; the first cell of a row is its key. */
export function Table({
  head,
  rows,
}: {
  head: readonly string[];
  rows: readonly (readonly [React.Key, ...React.ReactNode[]])[];
}): React.ReactElement {
  return (
    <table>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} style={{ textAlign: 'start' }}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr key={first}>
            {[first, ...cells].map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move.
              <td key={column} style={column === 0 ? { whiteSpace: 'nowrap' } : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
