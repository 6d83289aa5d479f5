// Loaded before each program: reports the CPU time of the process when the bench asks, and its memory.
// Our proxy adds the number of rows that wait for their delivery, and of the commits that waited for the disk.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

process.on('message', async (question) => {
  if (question !== 'usage' && question !== 'heap') return;
  const waiting = (await globalThis.countWaiting?.()) ?? 0;
  if (question === 'heap') collectGarbage();
  const commits = globalThis.countCommits?.() ?? 0;
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  const [heapMb, rssMb] = [heapUsed / 2 ** 20, rss / 2 ** 20];
  process.send({ cpuMs: (user + system) / 1_000, heapMb, rssMb, waiting, commits });
});
