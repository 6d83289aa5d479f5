import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from '@playwright/test';

/** The environment variable with the run's folder for files, which is removed at the end. */
export const RUN_FOLDER = 'E2E_FOLDER';

/** A build that hangs. A busy machine takes less. */
const BUILD_MS = 600_000;

/**
 * A folder that one worker fills, once per run; the others wait for it. Called in a hook or a test,
 * whose time limit it raises.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  test.setTimeout(BUILD_MS);
  const folder = join(process.env[RUN_FOLDER] ?? '', name);
  const done = join(folder, '.done');
  while (!existsSync(done)) {
    const isMine = await mkdir(folder).then(
      () => true,
      () => false,
    );
    if (isMine) {
      try {
        await make(join(folder, 'made'));
        await writeFile(done, '');
      } catch (error) {
        // Another worker must not wait after a failure here.
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    } else await delay(50);
  }
  return join(folder, 'made');
}
