import type { SqlValue } from './database.ts';

/** How a value is stored in a table, read from it and shown. */
export interface Column<Value> {
  readonly sql: string;
  write(value: Value): SqlValue;
  read(stored: SqlValue): Value;
  show(value: Value, inForm: TimeForm): unknown;
  fill?(now: number): Value;
}

export type TimeForm = (milliseconds: number) => unknown;

const plain = <Value extends SqlValue>(sql: string): Column<Value> => ({
  sql,
  write: (value) => value,
  read: (stored) => stored as Value,
  show: (value) => value,
});

/** A column that gets this value when a new row leaves it out. */
export const filled = <Value>(column: Column<Value>, fill: (now: number) => NoInfer<Value>) => ({
  ...column,
  fill,
});

const named =
  <Kind>(kind: Kind) =>
  <Name extends string>(...names: Name[]) =>
    Object.fromEntries(names.map((name) => [name, kind])) as Record<Name, Kind>;

export const text = plain<string>('TEXT NOT NULL');
export const texts = named(text);
export const optionalTexts = named(filled(plain<string | null>('TEXT'), () => null));
export const number = plain<number>('INTEGER NOT NULL');
/** Milliseconds since 1970; now, when they are left out. */
export const times = named(
  filled<number>({ ...number, show: (value, inForm) => inForm(value) }, (now) => now),
);
export const optionalTimes = named(
  filled<number | null>({ ...plain('INTEGER'), show: (value, inForm) => value && inForm(value) }, () => null),
);
/** The key of a table, whose rows get `nextKey` unless they bring their own. */
export const key = (nextKey: (now: number) => string) => filled(plain<string>('TEXT PRIMARY KEY'), nextKey);
export const givenKey = plain<string>('TEXT PRIMARY KEY');
export const flag = filled<boolean>(
  { ...plain<never>('INTEGER NOT NULL'), write: Number, read: (stored) => stored === 1 },
  () => false,
);
/** One of a few words. */
export const word = <Word extends string>() => plain<Word>('TEXT NOT NULL');
export const json = <Value>(): Column<Value> => ({
  ...plain<never>('TEXT NOT NULL'),
  write: (value) => JSON.stringify(value),
  read: (stored) => JSON.parse(String(stored)) as Value,
});
/** A column that state files of an earlier version lack: their rows get `value`, and so do new ones that leave it out. */
export const addedLater = <Value>(column: Column<Value>, value: Value) =>
  filled({ ...column, sql: `${column.sql} DEFAULT '${column.write(value)}'` }, () => value);

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
