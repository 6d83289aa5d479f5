// Takes the write lock of a SQLite file, prints so, and releases it when its input ends.
import Database from 'libsql';

const database = new Database(process.argv[2] ?? '');
database.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
process.stdin.resume().once('end', () => database.exec('ROLLBACK'));
