// Measures how many submissions a second the proxy accepts with SQLite, each fsynced, over real HTTP, and
// whether its heap stays flat. Exits with 1 if it does not hold 1,000 a second, or if the heap grows:
//
//   node scripts/load.mjs [--rates 1000,500,250,125] [--seconds 60] [--submissions 100000]
//                         [--folder /tmp] [--upstream up|down]
//
// --rates: tried in turn, until one holds: no errors, and 99 % of the responses within 50 ms. '' for none.
// --submissions: of 10,000 users, for the heap. 0 for none.
// --folder: where the database is. Its disk decides how long an fsync takes.
// --upstream down: the proxy only accepts, and delivers nothing.
import { runSource } from './run-source.mjs';

await runSource('packages/proxy/test/load/main.ts');
