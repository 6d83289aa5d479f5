// Has a database file to itself for a moment, as the first process does that opens it after a crash.
import Database from 'libsql';

const database = new Database(process.argv[2]);
database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE any (id)');
process.stdout.write('locked\n');
setTimeout(() => process.exit(), 500);
