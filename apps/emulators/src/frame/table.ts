import { type Column, isoTime, type TimeForm } from './column.ts';
import type { EmulatorDatabase, SqlValue } from './database.ts';

/** A table of the state file, made when missing. A row is what its columns say, so nothing is declared twice. */
export function createTable<Columns extends AnyColumns>(
  database: EmulatorDatabase,
  name: string,
  columns: Columns,
  indexes: readonly string[] = [],
) {
  type Row = RowOf<Columns>;
  type StoredRow = Row & Placed;
  const entries = Object.entries(columns);
  const names = Object.keys(columns);
  database.execute(
    `CREATE TABLE IF NOT EXISTS ${name} (${entries.map(([column, { sql }]) => `${column} ${sql}`).join()})`,
  );
  // A state file of an earlier version lacks the columns that came later.
  const known = new Set(database.rows(`PRAGMA table_info(${name})`).map((column) => column.name));
  for (const [column, { sql }] of entries) {
    if (!known.has(column)) database.execute(`ALTER TABLE ${name} ADD COLUMN ${column} ${sql}`);
  }
  for (const index of indexes) {
    const indexName = `${name}_${index.replace(/\W+/g, '_')}`;
    database.execute(`CREATE INDEX IF NOT EXISTS ${indexName} ON ${name} (${index})`);
  }

  const write = (column: string, value: unknown) => columns[column]?.write(value) ?? null;
  const read = (stored: Record<string, SqlValue>) => {
    const values = entries.map(([column, { read }]) => [column, read(stored[column] ?? null)]);
    return { ...Object.fromEntries(values), place: stored.place } as StoredRow;
  };
  const draft = (fields: NewRow<Columns>) => {
    const filled = entries.map(([column, { fill }]) => [column, fill?.(database.now())]);
    return { ...Object.fromEntries(filled), ...fields } as Row;
  };
  const store = (verb: 'INSERT' | 'INSERT OR REPLACE', fields: NewRow<Columns>) => {
    const row = draft(fields);
    const values = names.map((column) => write(column, row[column]));
    database.run(`${verb} INTO ${name} (${names.join()}) VALUES (${names.map(() => '?').join()})`, values);
    return row;
  };
  const equals = (fields: Partial<Row>, separator: string) => ({
    sql: Object.keys(fields)
      .map((column) => `${column} = ?`)
      .join(separator),
    values: Object.entries(fields).map(([column, value]) => write(column, value)),
  });
  const where = (fields: Partial<Row>) => {
    const { sql, values } = equals(fields, ' AND ');
    return { sql: sql && `WHERE ${sql}`, values };
  };
  /** @param rest - the SQL that follows the name of the table. */
  const select = (rest: string, ...values: SqlValue[]) =>
    database.rows(`SELECT rowid AS place, * FROM ${name} ${rest}`, values).map(read);
  const matching = (fields: Partial<Row>, order: string) => {
    const { sql, values } = where(fields);
    return select(`${sql} ORDER BY ${order}`, ...values);
  };
  /** Some of the columns, with times in the form that is asked for. */
  const pick = <Name extends keyof Columns & string>(row: Row, inForm: TimeForm, ...picked: Name[]) => {
    const values = picked.map((column) => [column, columns[column]?.show(row[column], inForm)]);
    return Object.fromEntries(values) as Record<Name, unknown>;
  };

  return {
    select,
    pick,
    /** A row that is not stored. */
    draft,
    insert: (fields: NewRow<Columns>): Row => store('INSERT', fields),
    /** Inserts, or replaces the row of the same key. */
    put: (fields: NewRow<Columns>): Row => store('INSERT OR REPLACE', fields),
    find: (fields: Partial<Row>): StoredRow | undefined => matching(fields, 'rowid LIMIT 1')[0],
    findLast: (fields: Partial<Row>): StoredRow | undefined => matching(fields, 'rowid DESC LIMIT 1')[0],
    /** In the order in which they were inserted. */
    all: (fields: Partial<Row> = {}) => matching(fields, 'rowid'),
    /** The newest first; a limit of -1 is none. */
    newest: (limit: number, order = 'rowid') => select(`ORDER BY ${order} DESC LIMIT ?`, limit),
    update(fields: Partial<Row>, changes: Partial<Row>) {
      const set = equals(changes, ', ');
      const { sql, values } = where(fields);
      database.run(`UPDATE ${name} SET ${set.sql} ${sql}`, [...set.values, ...values]);
    },
    /** All rows, when no field is given. */
    delete(fields: Partial<Row>) {
      const { sql, values } = where(fields);
      database.run(`DELETE FROM ${name} ${sql}`, values);
    },
    count(fields: Partial<Row> = {}) {
      const { sql, values } = where(fields);
      return Number(database.rows(`SELECT count(*) AS count FROM ${name} ${sql}`, values)[0]?.count);
    },
    /** The row as the control API shows it. */
    view(row: Row) {
      const shown = Object.entries(pick(row, isoTime, ...names));
      return Object.fromEntries(shown.map(([column, value]) => [inCamelCase(column), value]));
    },
  };
}

/** Where a row is in its table: later rows have a higher place. */
export interface Placed {
  readonly place: number;
}

export type RowOf<Columns extends AnyColumns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends Column<infer Value> ? Value : never;
};

/** What has to be given of a new row: all but the columns that are filled when they are left out. */
type NewRow<Columns extends AnyColumns> = Partial<RowOf<Columns>> & {
  readonly [Name in keyof Columns as Columns[Name] extends Filled ? never : Name]: RowOf<Columns>[Name];
};

type AnyColumns = Readonly<Record<string, Column<unknown>>>;

/** Marks the type of a column that has a default. */
interface Filled {
  fill(now: number): unknown;
}

const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Forgets everything but what `seed` writes. */
export function resetTables(
  database: EmulatorDatabase,
  tables: Readonly<Record<string, { delete(fields: object): void }>>,
  seed: () => void,
): void {
  database.atOnce(() => {
    for (const table of Object.values(tables)) table.delete({});
    seed();
  });
}
