// Loaded before each program: answers the bench's questions what the process has used. Our proxy adds how
// many rows wait for their delivery.
process.on('message', async (question) => {
  if (question !== 'usage') return;
  const waiting = (await globalThis.countWaiting?.()) ?? 0;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20, waiting });
});
