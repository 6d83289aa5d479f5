// Accepts submissions in a SQLite file as fast as it can and prints each, until it is killed.
import Database from 'libsql';
import { createSqliteStore } from '../src/stores/sqlite.ts';
import { submissionOf } from '../src/testing/store-accept-tests.ts';

const store = createSqliteStore({ database: new Database(process.argv[2] ?? '') });
for (let counter = 1; counter < 99_999; counter++) {
  const submission = submissionOf(counter, { message: { messageId: `message-${counter}` } });
  await store.accept(submission, Date.now());
  process.stdout.write(`${submission.message.messageId}\n`);
}
