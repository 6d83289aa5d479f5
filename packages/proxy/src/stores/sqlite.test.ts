import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { bundleProgram } from '../../test/program-bundle.ts';
import { expectRowsDatedBy } from '../../test/store-clock.ts';
import { NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { describeStore } from '../testing/store-suite.ts';
import { createSqliteStore, type SqliteDatabase } from './sqlite.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'feedback-store-'));
  folders.push(folder);
  return join(folder, 'feedback.sqlite');
}

describeStore('createSqliteStore on libsql', () => createSqliteStore({ database: new Database(newFile()) }), {
  describe,
  expect,
  it,
});

// Node 20 has no node:sqlite, so there is nothing to test.
if (isBuiltin('node:sqlite')) {
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
    DatabaseSync: new (path: string) => SqliteDatabase;
  };
  describeStore(
    'createSqliteStore on node:sqlite',
    () => createSqliteStore({ database: new DatabaseSync(newFile()) }),
    { describe, expect, it },
  );
}

describe('createSqliteStore', () => {
  it('writes through to the disk: WAL, synchronous FULL', async () => {
    const database = new Database(newFile());
    const store = createSqliteStore({ database });
    expect(store.durable).toBe(true);
    await store.nextDueAt();
    expect(database.prepare('PRAGMA journal_mode').all()).toEqual([{ journal_mode: 'wal' }]);
    expect(database.prepare('PRAGMA synchronous').all()).toEqual([{ synchronous: 2 }]);
  });

  it('opens no file before it is used, and then one', async () => {
    const file = newFile();
    const open = vi.fn(() => new Database(file));
    const store = createSqliteStore({ database: open });
    expect([existsSync(file), open.mock.calls.length]).toEqual([false, 0]);
    await store.accept(submissionOf(1), NOW);
    await store.nextDueAt();
    expect([existsSync(file), open.mock.calls.length]).toEqual([true, 1]);
  });

  it('opens the file with the next call if it could not be opened', async () => {
    const open = vi.fn(() => new Database(newFile()));
    open.mockImplementationOnce(() => {
      throw new Error('disk full');
    });
    const store = createSqliteStore({ database: open });
    await expect(store.nextDueAt()).rejects.toThrow('disk full');
    expect(await store.nextDueAt()).toBeNull();
  });

  it('keeps a handle that cannot be prepared yet, and prepares it with the next call', async () => {
    const database = new Database(newFile());
    database.exec('PRAGMA query_only = ON');
    const open = vi.fn(() => database);
    const store = createSqliteStore({ database: open });
    for (let call = 0; call < 3; call++) await expect(store.nextDueAt()).rejects.toThrow(/readonly/);
    database.exec('PRAGMA query_only = OFF');
    expect(await store.nextDueAt()).toBeNull();
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('waits five seconds for a lock, unless the host has set another wait', async () => {
    const waitOf = async (pragma: string) => {
      const database = new Database(newFile());
      database.exec(pragma);
      await createSqliteStore({ database }).nextDueAt();
      return database.prepare('PRAGMA busy_timeout').all();
    };
    expect(await waitOf('PRAGMA busy_timeout = 0')).toEqual([{ timeout: 5_000 }]);
    expect(await waitOf('PRAGMA busy_timeout = 250')).toEqual([{ timeout: 250 }]);
  });

  it('finds all rows when the file is opened again', async () => {
    const file = newFile();
    const before = new Database(file);
    await createSqliteStore({ database: before }).accept(submissionOf(1), NOW);
    before.close();

    const [row] = await createSqliteStore({ database: new Database(file) }).get('user-1', ['message-1']);
    expect(row?.submission.feedback).toEqual(submissionOf(1).feedback);
  });

  it('has all accepted submissions after the process is killed', async () => {
    const file = newFile();
    const program = await bundleProgram(new URL('../../test/accept-until-killed.ts', import.meta.url));
    onTestFinished(() => rmSync(program));
    const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      output += chunk;
      if (output.length > 2_000) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const accepted = output.split('\n').slice(0, -1);
    expect(accepted.length).toBeGreaterThan(50);
    const store = createSqliteStore({ database: new Database(file) });
    const rows = await store.get('user-1', accepted);
    expect(rows.map((row) => row.message.messageId).sort()).toEqual([...accepted].sort());
    expect(await store.nextDueAt()).not.toBeNull();
  });

  it('shares one file between two handles, like two processes', async () => {
    const file = newFile();
    const one = createSqliteStore({ database: new Database(file) });
    const other = createSqliteStore({ database: new Database(file) });
    await one.accept(submissionOf(1), NOW);
    const claim = { now: NOW, leaseUntil: NOW + 60_000, limit: 1 };
    expect(await other.claim({ ...claim, leaseId: 'other' })).toHaveLength(1);
    expect(await one.claim({ ...claim, leaseId: 'one' })).toEqual([]);
  });

  it('separates two tables of one database', async () => {
    const database = new Database(newFile());
    const one = createSqliteStore({ database });
    const other = createSqliteStore({ database, table: 'support_feedback' });
    await one.accept(submissionOf(1), NOW);
    expect(await other.get('user-1', ['message-1'])).toEqual([]);
  });

  it('migrates the table of an earlier version', async () => {
    const database = new Database(newFile());
    database.exec(`CREATE TABLE message_feedback (
      user_id TEXT NOT NULL, message_id TEXT NOT NULL, message TEXT NOT NULL, wanted_feedback TEXT NOT NULL, wanted_stamp TEXT NOT NULL,
      delivered_feedback TEXT, delivered_stamp TEXT, due_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, failing_since INTEGER,
      not_before INTEGER, doubt_until INTEGER, dead_because TEXT, lease_id TEXT, lease_until INTEGER,
      PRIMARY KEY (user_id, message_id))`);
    const { message, feedback, stamp } = submissionOf(1);
    database
      .prepare(
        'INSERT INTO message_feedback (user_id, message_id, message, wanted_feedback, wanted_stamp, due_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .all('user-1', 'message-1', JSON.stringify(message), JSON.stringify(feedback), stamp, NOW);

    const store = createSqliteStore({ database });
    expect((await store.get('user-1', ['message-1']))[0]?.submission).toEqual({ feedback, stamp });
    expect(await store.markPromised({ userId: 'user-1', messageId: 'message-1' }, stamp)).toBe(true);
    expect((await createSqliteStore({ database }).accept(submissionOf(2), NOW)).status).toBe('accepted');
  });

  it('dates the rows of the previous version, which keeps working', async () => {
    const database = new Database(newFile());
    database.exec(`CREATE TABLE message_feedback (
      user_id TEXT NOT NULL, message_id TEXT NOT NULL, message TEXT NOT NULL, submission_feedback TEXT NOT NULL,
      submission_stamp TEXT NOT NULL, promised INTEGER NOT NULL DEFAULT 0, delivered_feedback TEXT, delivered_stamp TEXT,
      due_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, not_before INTEGER, doubt_until INTEGER,
      dead_because TEXT, lease_id TEXT, lease_until INTEGER, PRIMARY KEY (user_id, message_id))`);
    const insert = (messageId: string) =>
      database
        .prepare(
          'INSERT INTO message_feedback (user_id, message_id, message, submission_feedback, submission_stamp) VALUES (?, ?, ?, ?, ?)',
        )
        .all('user-1', messageId, JSON.stringify({ messageId }), '{}', submissionOf(1).stamp);
    insert('before');
    const store = createSqliteStore({ database });
    insert('during');
    const rows = await store.get('user-1', ['before', 'during']);
    expect(rows).toHaveLength(2);
    for (const { createdAt, changedAt, deliveredAt } of rows) {
      expect(Math.abs(createdAt - Date.now())).toBeLessThan(60_000);
      expect([changedAt, deliveredAt]).toEqual([createdAt, null]);
    }
  });

  it('dates a row when it is created, changed and delivered', async () => {
    await expectRowsDatedBy((now) => createSqliteStore({ database: new Database(newFile()), now }));
  });

  it('refuses a table name that could contain SQL', () => {
    const database = new Database(':memory:');
    for (const table of ['', 'a b', 'x; DROP TABLE y', '"x"', 'Ä', '1a', 'x'.repeat(64)]) {
      expect(() => createSqliteStore({ database, table })).toThrow(TypeError);
    }
  });
});
