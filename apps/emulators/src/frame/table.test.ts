import { expect, it } from 'vitest';
import { addedLater, json, key, texts, times, word } from './column.ts';
import { openDatabase } from './database.ts';
import { createTable } from './table.ts';

const open = () => openDatabase(undefined, () => 5);
const first = { id: key(() => 'a'), ...texts('name') };

it('fills what a new row leaves out and shows times as text', () => {
  const table = createTable(open(), 'notes', { ...first, ...times('created_at') });
  const row = table.insert({ name: 'one' });
  expect(row).toEqual({ id: 'a', name: 'one', created_at: 5 });
  expect(table.find({ id: 'a' })).toEqual({ ...row, place: 1 });
  expect(table.view(row)).toEqual({ id: 'a', name: 'one', createdAt: '1970-01-01T00:00:00.005Z' });
});

it('adds the columns that a state file of an earlier version lacks', () => {
  const database = open();
  createTable(database, 'notes', first).insert({ name: 'old' });
  const later = { ...first, tags: addedLater(json<string[]>(), ['x']), state: addedLater(word(), 'open') };
  const table = createTable(database, 'notes', later);
  expect(table.all()).toMatchObject([{ name: 'old', tags: ['x'], state: 'open' }]);
  table.update({ name: 'old' }, { tags: [] });
  expect(table.find({ name: 'old' })?.tags).toEqual([]);
});
