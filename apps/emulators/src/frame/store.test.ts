import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore, view } from './store.ts';

type Note = { readonly name: string };

it('fills missing fields of a new row with defaults, and shows times as text', () => {
  const store = openStore(undefined, () => 5);
  const notes = store.collection('notes', 'id', (_: Note, time) => ({ id: 'a', created_at: time }));
  const row = notes.insert({ name: 'one' });
  expect(row).toEqual({ id: 'a', name: 'one', created_at: 5, place: 1 });
  expect(notes.find({ id: 'a' })).toEqual(row);
  expect(view(row)).toEqual({ id: 'a', name: 'one', createdAt: '1970-01-01T00:00:00.005Z' });
});

it('finds rows by one or more fields, changes and deletes them, and keeps their order', () => {
  const { collection } = openStore(undefined, () => 5);
  const notes = collection('notes', 'id', (_: Note & { id: string }) => ({ open: true }));
  for (const id of ['1', '2', '3']) notes.insert({ id, name: id === '2' ? 'other' : 'same' });
  const ids = (match: object) => notes.all(match).map(({ id }) => id);
  expect([ids({}), ids({ name: 'same' }), ids({ name: 'same', id: '3' })]).toEqual([
    ['1', '2', '3'],
    ['1', '3'],
    ['3'],
  ]);
  notes.update({ id: '1' }, { open: false });
  expect([ids({ open: true }), ids({ open: false, name: 'same' })]).toEqual([['2', '3'], ['1']]);
  notes.put({ id: '1', name: 'same' });
  expect([ids({}), ids({ open: false }), notes.count({ name: 'same' })]).toEqual([['2', '3', '1'], [], 2]);
  notes.delete({ name: 'same' });
  expect([ids({}), notes.findLast({})?.id, notes.newest(0)]).toEqual([['2'], '2', []]);
});

it('adds newer fields to the rows of an earlier version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const open = () => openStore(join(folder, 'state.db'), () => 5);
  const earlier = open();
  earlier.collection('notes', 'name', (_: Note) => ({})).insert({ name: 'old' });
  earlier.close();
  const store = open();
  const notes = store.collection('notes', 'name', (_: Note) => ({ tags: ['x'], state: 'open' }));
  expect(notes.all()).toEqual([{ name: 'old', tags: ['x'], state: 'open', place: 1 }]);
  notes.update({ name: 'old' }, { tags: [] });
  expect(notes.find({ name: 'old' })?.tags).toEqual([]);
  store.close();
  rmSync(folder, { recursive: true });
});
