import type * as React from 'react';
import { Table } from './Table.tsx';

/** A table of keys and their effects. */
export function KeyTable({
  rows,
}: {
  rows: readonly (readonly [keys: string, effect: string])[];
}): React.ReactElement {
  return <Table head={['Key', 'What it does']} rows={rows} />;
}
