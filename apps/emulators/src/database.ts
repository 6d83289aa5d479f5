import Database from 'libsql';

/**
 * Opens the file that holds what the emulated upstreams know, or a database in memory without one.
 * Every write is in the file before the answer leaves, so that killing the process loses nothing.
 *
 * @throws Error when the file cannot be opened, naming it.
 */
export function openDatabase(stateFile?: string): EmulatorDatabase {
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
    // The driver adds `_metadata` to what `get` answers, but not to what `all` does.
    row: <Row>(sql: string, ...values: SqlValue[]) => prepared(sql).all(...values)[0] as Row | undefined,
    rows: <Row>(sql: string, ...values: SqlValue[]) => prepared(sql).all(...values) as Row[],
    run: (sql, ...values) => void prepared(sql).run(...values),
    execute: (sql) => void database.exec(sql),
    atOnce: (work) => database.transaction(work)(),
    close: () => void database.close(),
  };
}

export interface EmulatorDatabase {
  row<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  rows<Row>(sql: string, ...values: SqlValue[]): Row[];
  run(sql: string, ...values: SqlValue[]): void;
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
