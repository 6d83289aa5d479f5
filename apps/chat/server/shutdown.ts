/** The longest a stop may take. `run.mjs` kills the server soon after. */
const LONGEST_STOP_MS = 1_800;

/**
 * Ends the process with exit code 0 on SIGINT, on SIGTERM, and when its parent process ends.
 * Further signals change nothing, because Ctrl-C reaches a process from the terminal and again from
 * its parent.
 */
export function stopWhenAsked(close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // Leaving early loses nothing: accepted feedback is stored and delivered after the next start.
    setTimeout(() => process.exit(0), LONGEST_STOP_MS);
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The chat did not stop cleanly.', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}
