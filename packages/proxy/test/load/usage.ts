/**
 * Tells the parent process that this one listens, and answers its questions: what it has used, after a
 * collection of garbage, and what `details` adds. Needs `--expose-gc`.
 */
export function answerQuestions(ready: object, details: () => Promise<object>): void {
  process.send?.(ready);
  process.on('message', async () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ cpuSeconds: (user + system) / 1e6, heapUsed, rss, ...(await details()) });
  });
  // The parent may have crashed.
  process.on('disconnect', () => process.exit());
}
