/** The part of a `Pool` of `pg`, and of what speaks its language, that the store uses. */
export interface PostgresPool {
  /** Runs one statement on a connection of the pool's choice, committed when it resolves. */
  query(text: string, values?: PostgresValue[]): Promise<PostgresResult>;
  /** Where there are events: an idle connection that breaks is one, and ends the process when nobody listens. */
  on?(event: 'error', listener: () => void): unknown;
  listenerCount?(event: 'error'): number;
}

export interface PostgresResult {
  readonly rows: readonly unknown[];
}

export type PostgresValue = string | number | boolean | null | readonly string[];
