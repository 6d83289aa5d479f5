import Database from 'libsql';

/**
 * Opens the state of the emulated upstreams: rows in memory, and each change also in an SQLite file.
 * A change is written before the response, so a killed process loses nothing.
 *
 * @throws Error that names the file if it cannot be opened.
 */
export function openStore(stateFile: string | undefined, now: () => number) {
  const database = open(stateFile);
  // With a write-ahead log, NORMAL loses writes only in a power cut, not when the process is killed.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(
    'CREATE TABLE IF NOT EXISTS rows (collection TEXT, place INTEGER, json TEXT, PRIMARY KEY (collection, place))',
  );
  const load = database.prepare('SELECT place, json FROM rows WHERE collection = ? ORDER BY place');
  const write = database.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?)');
  const erase = database.prepare('DELETE FROM rows WHERE collection = ? AND place = ?');
  const atOnce = (work: () => void): void => database.transaction(work)();
  const clears: (() => void)[] = [];

  /**
   * The rows of one name. Missing fields get their defaults, also in rows of an earlier version. `key`
   * identifies a row. It and the fields called `…_id` are indexed, and must not change.
   */
  function collection<Given extends object, Defaults extends object>(
    name: string,
    key: keyof (Given & Defaults) & string,
    defaults: (given: Given, now: number) => Defaults,
  ) {
    type Row = Given & Defaults;
    type Stored = Row & Placed;
    type Match = Partial<Stored>;
    type Rows = Map<number, Stored>;
    const rows: Rows = new Map();
    /** The rows by indexed field and value. */
    const index = new Map<string, Rows>();
    let lastPlace = 0;

    const draft = (given: Given & Partial<Defaults>): Row => ({ ...defaults(given, now()), ...given });
    const namesIn = (fields: object) =>
      Object.entries(fields)
        .filter(([field, value]) => value !== undefined && (field === key || field.endsWith('_id')))
        .map(([field, value]) => `${field} ${value}`);
    const place = (row: Stored) => {
      rows.set(row.place, row);
      for (const each of namesIn(row)) {
        const found: Rows = index.get(each) ?? new Map();
        index.set(each, found.set(row.place, row));
      }
      lastPlace = Math.max(lastPlace, row.place);
    };
    const keep = (row: Stored) => {
      place(row);
      write.run(name, row.place, JSON.stringify(row));
      return row;
    };
    const all = (match: Match = {}): Stored[] => {
      const found = namesIn(match).map((each): Rows => index.get(each) ?? new Map());
      const [fewest = rows] = found.sort((one, other) => one.size - other.size);
      const fields = Object.entries(match) as [keyof Stored, unknown][];
      return [...fewest.values()].filter((row) => fields.every(([field, value]) => row[field] === value));
    };
    const insert = (given: Given & Partial<Defaults>) => keep({ ...draft(given), place: lastPlace + 1 });
    /** Without a field, removes all rows. */
    const remove = (match: Match) => {
      for (const row of all(match)) {
        rows.delete(row.place);
        for (const each of namesIn(row)) index.get(each)?.delete(row.place);
        erase.run(name, row.place);
      }
    };

    for (const stored of load.all(name) as { place: number; json: string }[]) {
      place({ ...draft(JSON.parse(stored.json)), place: stored.place });
    }
    clears.push(() => remove({}));
    return {
      /** A row with its defaults, not stored. */
      draft,
      insert,
      /** Inserts a row after removing the one with the same key. */
      put(given: Given & Partial<Defaults>) {
        remove({ [key]: draft(given)[key] } as Match);
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
      delete: remove,
      count: (match: Match = {}) => all(match).length,
    };
  }
  return {
    collection,
    atOnce,
    clear: () => atOnce(() => clears.forEach((clear) => void clear())),
    close: () => void database.close(),
  };
}

export type Store = ReturnType<typeof openStore>;

/** `place` is the position of a row in its collection; later rows have a higher one. */
export interface Placed {
  readonly place: number;
}

/** The row of a collection, without its place. */
export type RowOf<Collection extends { draft(given: never): object }> = ReturnType<Collection['draft']>;

/** Text fields, by name. */
export type Texts<Name extends string> = Readonly<Record<Name, string>>;
export type Nullable<Value> = Value | null;

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

/** @throws the error of `refuse` if there is no row. */
export function orThrow<Row>(row: Row | undefined | false, refuse: () => Error): Row {
  if (row === undefined || row === false) throw refuse();
  return row;
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** As Dify and Coze send times: whole seconds since 1970. */
export const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Some fields of a row, with its times converted by `inForm`. */
export function pick<Row extends object, Name extends keyof Row & string>(
  row: Row,
  inForm: (milliseconds: number) => unknown,
  ...names: readonly Name[]
) {
  const shown = (name: Name, value: unknown) =>
    name.endsWith('_at') && typeof value === 'number' ? inForm(value) : value;
  return Object.fromEntries(names.map((name) => [name, shown(name, row[name])])) as Record<Name, unknown>;
}

/** A row as the control API returns it: names in camel case, times as text. */
export function view<Row extends object>(row: Row): Record<string, unknown> {
  const names = Object.keys(row).filter((name) => name !== 'place') as (keyof Row & string)[];
  const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const shown = Object.entries(pick(row, isoTime, ...names));
  return Object.fromEntries(shown.map(([name, value]) => [inCamelCase(name), value]));
}
