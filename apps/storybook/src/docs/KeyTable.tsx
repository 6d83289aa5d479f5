import type * as React from 'react';

/** Which key does what. */
export function KeyTable({
  rows,
}: {
  rows: readonly (readonly [keys: string, effect: string])[];
}): React.ReactElement {
  return (
    <table>
      <thead>
        <tr>
          <th>Key</th>
          <th>What it does</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([keys, effect]) => (
          <tr key={keys}>
            <td>
              <kbd>{keys}</kbd>
            </td>
            <td>{effect}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
