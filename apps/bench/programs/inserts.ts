// The floor of a durable store: commits groups of rows like ours on the same driver, and does nothing else.
import { rmSync } from 'node:fs';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';
import { messageIdOf } from './seed.ts';
import { submissionOf } from './submission.ts';

const file = `${process.argv[2]}/inserts-${process.pid}.sqlite`;
const database = new Database(file);
// Creates the table, sets `synchronous=FULL`, and stores rows to copy, one of each size.
const store = createSqliteStore({ database });
for (let index = 0; index < 12; index++) {
  const lease = { id: crypto.randomUUID(), until: Date.now() };
  await store.accept(submissionOf(index), Date.now(), undefined, lease);
}
const rows = database.prepare('SELECT * FROM message_feedback').all() as Record<string, unknown>[];
const columns = Object.keys(rows[0] ?? {});
const insert = database.prepare(
  `INSERT INTO message_feedback (${columns}) VALUES (${columns.map(() => '?')})`,
);
let next = rows.length;

function insertRow(): void {
  const row = { ...rows[next % rows.length], message_id: messageIdOf(next++) };
  insert.run(...Object.values(row));
}

process.on('message', ({ seconds, group }: InsertTask) => {
  const first = next;
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    database.exec('BEGIN IMMEDIATE');
    for (let index = 0; index < group; index++) insertRow();
    database.exec('COMMIT');
  }
  process.send?.({ rows: next - first, seconds: (performance.now() - began) / 1_000 });
});
process.once('disconnect', () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  process.exit();
});
process.send?.({ url: '' });

export interface InsertTask {
  readonly seconds: number;
  /** The rows of each commit. */
  readonly group: number;
}

export interface InsertResult {
  readonly rows: number;
  readonly seconds: number;
}
