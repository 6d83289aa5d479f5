import Database from 'libsql';

/**
 * Opens the state of the emulated upstreams: rows in memory, each change also in an SQLite file. A
 * change is in the file before the response leaves, so killing the process loses nothing.
 *
 * @throws Error when the file cannot be opened, naming it.
 */
export function openStore(stateFile: string | undefined, now: () => number) {
  const database = open(stateFile);
  // With a write-ahead log, NORMAL survives the death of the process; only a power cut loses writes.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS rows (collection TEXT, place INTEGER, json TEXT, PRIMARY KEY (collection, place))',
  );
  const file: RowFile = {
    load: database.prepare('SELECT place, json FROM rows WHERE collection = ? ORDER BY place'),
    write: database.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?)'),
    erase: database.prepare('DELETE FROM rows WHERE collection = ? AND place = ?'),
  };
  const clears: (() => void)[] = [];
  const atOnce = (work: () => void): void => database.transaction(work)();
  return {
    /**
     * The rows of one name. A row is what is given and the defaults of what is not; so are the rows
     * of an earlier version of the file. `key` names a row; the fields of `indexes` never change.
     */
    collection<Given extends object, Defaults extends object>(
      name: string,
      key: keyof (Given & Defaults) & string,
      defaults: (given: Given, now: number) => Defaults,
      indexes: readonly (keyof (Given & Defaults) & string)[] = [],
    ) {
      const make = (given: Given & Partial<Defaults>): Given & Defaults => ({
        ...defaults(given, now()),
        ...given,
      });
      const made = createCollection(file, name, [key, ...indexes], make);
      clears.push(() => made.delete({}));
      return made;
    },
    atOnce,
    clear: () => atOnce(() => clears.forEach((clear) => void clear())),
    close: () => void database.close(),
  };
}

export type Store = ReturnType<typeof openStore>;

/** `place` is the place of a row in its collection: later rows have a higher one. */
export interface Placed {
  readonly place: number;
}
type Stored<Row> = Row & Placed;

/** The row of a collection, without its place. */
export type RowOf<Collection extends { draft(given: never): object }> = ReturnType<Collection['draft']>;

/** Fields that are text, by their names. */
export type Texts<Name extends string> = Readonly<Record<Name, string>>;
export type Optional<Value> = Value | null;

interface RowFile {
  readonly load: { all(...values: unknown[]): unknown[] };
  readonly write: { run(...values: unknown[]): unknown };
  readonly erase: { run(...values: unknown[]): unknown };
}

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

function createCollection<Given extends object, Row extends object>(
  file: RowFile,
  name: string,
  indexed: readonly [keyof Row & string, ...(keyof Row & string)[]],
  make: (given: Given) => Row,
) {
  type Rows = Map<number, Stored<Row>>;
  type Match = Partial<Stored<Row>>;
  const [key] = indexed;
  const rows: Rows = new Map();
  const indexes = indexed.map((field) => ({ field, byValue: new Map<unknown, Rows>() }));
  let lastPlace = 0;

  function* mapsOf(row: Row) {
    yield rows;
    for (const { field, byValue } of indexes) {
      const found = byValue.get(row[field]) ?? new Map();
      byValue.set(row[field], found);
      yield found;
    }
  }
  const place = (row: Stored<Row>) => {
    for (const map of mapsOf(row)) map.set(row.place, row);
    lastPlace = Math.max(lastPlace, row.place);
  };
  const keep = (row: Stored<Row>) => {
    place(row);
    file.write.run(name, row.place, JSON.stringify(row));
    return row;
  };
  const drop = (row: Stored<Row>) => {
    for (const map of mapsOf(row)) map.delete(row.place);
    file.erase.run(name, row.place);
  };
  const all = (match: Match = {}): Stored<Row>[] => {
    const index = indexes.find(({ field }) => match[field] !== undefined);
    const candidates = index ? index.byValue.get(match[index.field]) : rows;
    const wanted = Object.entries(match);
    return [...(candidates?.values() ?? [])].filter((row) =>
      wanted.every(([field, value]) => row[field as keyof Row] === value),
    );
  };
  const insert = (given: Given) => keep({ ...make(given), place: lastPlace + 1 });

  for (const stored of file.load.all(name) as { place: number; json: string }[]) {
    place({ ...make(JSON.parse(stored.json)), place: stored.place });
  }
  return {
    /** A row that is not stored. */
    draft: make,
    insert,
    /** Inserts, and removes the earlier row of the same key. */
    put(given: Given) {
      for (const row of all({ [key]: make(given)[key] } as Match)) drop(row);
      return insert(given);
    },
    find: (match: Match) => all(match)[0],
    findLast: (match: Match) => all(match).at(-1),
    /** In the order of insertion. */
    all,
    newest: (limit = Infinity) => all().reverse().slice(0, limit),
    update(match: Match, changes: Partial<Row>) {
      for (const row of all(match)) keep({ ...row, ...changes });
    },
    /** All rows, when no field is given. */
    delete(match: Match) {
      for (const row of all(match)) drop(row);
    },
    count: (match: Match = {}) => all(match).length,
  };
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The times of Dify and Coze: whole seconds since 1970. */
export const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Some fields of a row, with its times in the form asked for. */
export function pick<Row extends object, Name extends keyof Row & string>(
  row: Row,
  inForm: (milliseconds: number) => unknown,
  ...names: readonly Name[]
) {
  const shown = (name: Name, value: unknown) =>
    name.endsWith('_at') && typeof value === 'number' ? inForm(value) : value;
  return Object.fromEntries(names.map((name) => [name, shown(name, row[name])])) as Record<Name, unknown>;
}

/** A row as the control API shows it. */
export function view<Row extends object>(row: Row): Record<string, unknown> {
  const names = Object.keys(row).filter((name) => name !== 'place') as (keyof Row & string)[];
  const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(pick(row, isoTime, ...names)).map(([name, value]) => [inCamelCase(name), value]),
  );
}
