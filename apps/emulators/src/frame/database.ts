import Database from 'libsql';

/**
 * Opens the file that holds the state of the emulated upstreams, or a database in memory without one.
 * Every write is in the file before the answer leaves, so killing the process loses nothing.
 *
 * @throws Error when the file cannot be opened, naming it.
 */
export function openDatabase(stateFile: string | undefined, now: () => number): EmulatorDatabase {
  const database = open(stateFile);
  // With a write-ahead log, NORMAL survives the death of the process; only a power cut may lose the last writes.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    now,
    rows: (sql, values = []) => prepared(sql).all(...values) as Record<string, SqlValue>[],
    run: (sql, values = []) => void prepared(sql).run(...values),
    execute: (sql) => void database.exec(sql),
    atOnce: (work) => database.transaction(work)(),
    close: () => void database.close(),
  };
}

export interface EmulatorDatabase {
  /** The clock of all stored times, in milliseconds since 1970. */
  readonly now: () => number;
  rows(sql: string, values?: readonly SqlValue[]): Record<string, SqlValue>[];
  run(sql: string, values?: readonly SqlValue[]): void;
  execute(sql: string): void;
  /** Runs `work` in one transaction. */
  atOnce(work: () => void): void;
  close(): void;
}

export type SqlValue = string | number | null;

function open(stateFile: string | undefined) {
  try {
    return new Database(stateFile ?? ':memory:');
  } catch (error) {
    throw new Error(
      `The emulators cannot open their state file ${stateFile}. Give a file in a folder that exists and may be written.`,
      { cause: error },
    );
  }
}
