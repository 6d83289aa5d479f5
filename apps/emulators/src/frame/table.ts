import type { EmulatorDatabase, SqlValue } from './database.ts';

/** A table of the state file, made when missing. A row is what its columns say, so nothing is declared twice. */
export function createTable<Columns extends AnyColumns>(
  database: EmulatorDatabase,
  name: string,
  columns: Columns,
  indexes: readonly string[] = [],
): Table<RowOf<Columns>> {
  type Row = RowOf<Columns>;
  const names = Object.keys(columns);
  const definitions = Object.entries(columns).map(([column, { sql }]) => `${column} ${sql}`);
  database.execute(`CREATE TABLE IF NOT EXISTS ${name} (${definitions.join(', ')})`);
  // A state file of an earlier version lacks the columns that came later.
  const known = new Set(database.rows(`PRAGMA table_info(${name})`).map((column) => column.name));
  for (const [place, column] of names.entries()) {
    if (!known.has(column)) database.execute(`ALTER TABLE ${name} ADD COLUMN ${definitions[place]}`);
  }
  for (const index of indexes) {
    const indexName = `${name}_${index.replace(/\W+/g, '_')}`;
    database.execute(`CREATE INDEX IF NOT EXISTS ${indexName} ON ${name} (${index})`);
  }

  const write = (column: string, value: unknown) => columns[column]?.write(value) ?? null;
  const read = (stored: Record<string, SqlValue>) => {
    const values = Object.entries(columns).map(([column, { read }]) => [
      column,
      read(stored[column] ?? null),
    ]);
    return { ...Object.fromEntries(values), place: stored.place } as Row & Placed;
  };
  const store = (verb: 'INSERT' | 'INSERT OR REPLACE', row: Row) => {
    const marks = names.map(() => '?').join(', ');
    const values = names.map((column) => write(column, row[column]));
    database.run(`${verb} INTO ${name} (${names.join(', ')}) VALUES (${marks})`, values);
    return row;
  };
  /** `a = ?, b = ?` and the values for it. */
  const assignments = (fields: Partial<Row>, separator: string) => ({
    sql: Object.keys(fields)
      .map((column) => `${column} = ?`)
      .join(separator),
    values: Object.entries(fields).map(([column, value]) => write(column, value)),
  });
  const condition = (fields: Partial<Row> = {}) => {
    const { sql, values } = assignments(fields, ' AND ');
    return { sql: sql && `WHERE ${sql}`, values };
  };
  const select = (rest: string, ...values: SqlValue[]) =>
    database.rows(`SELECT rowid AS place, * FROM ${name} ${rest}`, values).map(read);
  const matching = (fields: Partial<Row> | undefined, order: string) => {
    const { sql, values } = condition(fields);
    return select(`${sql} ${order}`, ...values);
  };

  return {
    insert: (row) => store('INSERT', row),
    put: (row) => store('INSERT OR REPLACE', row),
    find: (fields) => matching(fields, 'ORDER BY rowid LIMIT 1')[0],
    findLast: (fields) => matching(fields, 'ORDER BY rowid DESC LIMIT 1')[0],
    all: (fields) => matching(fields, 'ORDER BY rowid'),
    newest: (limit, order = 'rowid') => select(`ORDER BY ${order} DESC LIMIT ?`, limit),
    select,
    update(fields, changes) {
      const set = assignments(changes, ', ');
      const where = condition(fields);
      database.run(`UPDATE ${name} SET ${set.sql} ${where.sql}`, [...set.values, ...where.values]);
    },
    delete(fields) {
      const where = condition(fields);
      database.run(`DELETE FROM ${name} ${where.sql}`, where.values);
    },
    count(fields) {
      const where = condition(fields);
      return Number(
        database.rows(`SELECT count(*) AS count FROM ${name} ${where.sql}`, where.values)[0]?.count,
      );
    },
    view: (row) =>
      Object.fromEntries(
        Object.entries(columns).map(([column, { show }]) => [inCamelCase(column), show(row[column])]),
      ),
  };
}

export interface Table<Row> {
  insert(row: Row): Row;
  /** Inserts, or replaces the row of the same key. */
  put(row: Row): Row;
  find(fields: Partial<Row>): (Row & Placed) | undefined;
  findLast(fields: Partial<Row>): (Row & Placed) | undefined;
  /** In the order in which they were inserted. */
  all(fields?: Partial<Row>): (Row & Placed)[];
  /** The newest first; a limit of -1 is none. */
  newest(limit: number, order?: string): (Row & Placed)[];
  /** @param rest - the SQL that follows the name of the table. */
  select(rest: string, ...values: SqlValue[]): (Row & Placed)[];
  update(fields: Partial<Row>, changes: Partial<Row>): void;
  /** All rows, when no field is given. */
  delete(fields: Partial<Row>): void;
  count(fields?: Partial<Row>): number;
  /** The row as the control API shows it. */
  view(row: Row): Record<string, unknown>;
}

/** Where a row is in its table: later rows have a higher place. */
export interface Placed {
  readonly place: number;
}

export type RowOf<Columns extends AnyColumns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends Column<infer Value> ? Value : never;
};

interface Column<Value> {
  readonly sql: string;
  write(value: Value): SqlValue;
  read(stored: SqlValue): Value;
  show(value: Value): unknown;
}

type AnyColumns = Readonly<Record<string, Column<unknown>>>;

function plain<Value extends SqlValue>(sql: string, show: (value: Value) => unknown = (value) => value) {
  const column: Column<Value> = { sql, write: (value) => value, read: (stored) => stored as Value, show };
  return column;
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const textColumn = plain<string>('TEXT NOT NULL');
const optionalTextColumn = plain<string | null>('TEXT');
const timeColumn = plain('INTEGER NOT NULL', isoTime);

const namedColumns =
  <Value>(kind: Column<Value>) =>
  <Name extends string>(...names: Name[]) =>
    Object.fromEntries(names.map((name) => [name, kind])) as Record<Name, Column<Value>>;

export const key = plain<string>('TEXT PRIMARY KEY');
export const texts = namedColumns(textColumn);
export const optionalTexts = namedColumns(optionalTextColumn);
export const numbers = namedColumns(plain<number>('INTEGER NOT NULL'));
/** Milliseconds since 1970. */
export const times = namedColumns(timeColumn);
export const optionalTimes = namedColumns(
  plain<number | null>('INTEGER', (value) => value && isoTime(value)),
);
export const flag: Column<boolean> = {
  sql: 'INTEGER NOT NULL',
  write: Number,
  read: (stored) => stored === 1,
  show: (value) => value,
};
/** One of a few words. */
export const word = <Word extends string>(): Column<Word> => plain<Word>('TEXT NOT NULL');
export const json = <Value>(): Column<Value> => ({
  sql: 'TEXT NOT NULL',
  write: (value) => JSON.stringify(value),
  read: (stored) => JSON.parse(String(stored)) as Value,
  show: (value) => value,
});
/** A column that state files of an earlier version lack: their rows get `value`. */
export const addedLater = <Value>(added: Column<Value>, value: Value): Column<Value> => ({
  ...added,
  sql: `${added.sql} DEFAULT '${added.write(value)}'`,
});

const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Forgets everything but what `seed` writes. */
export function resetTables(
  database: EmulatorDatabase,
  tables: Readonly<Record<string, Pick<Table<unknown>, 'delete'>>>,
  seed: () => void,
): void {
  database.atOnce(() => {
    for (const table of Object.values(tables)) table.delete({});
    seed();
  });
}
