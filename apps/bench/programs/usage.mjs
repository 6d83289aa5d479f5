// Loaded before each program: reports the CPU time and memory of the process when the bench asks. Our
// proxy adds the number of rows that wait for their delivery.
process.on('message', async (question) => {
  if (question !== 'usage') return;
  const waiting = (await globalThis.countWaiting?.()) ?? 0;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 2 ** 20, waiting });
});
