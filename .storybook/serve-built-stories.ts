import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFolder } from '../tests/e2e/everybody/serve-folder.ts';

/** The environment variable that tells the workers where the built Storybook is. */
export const STORYBOOK_URL = 'BUILT_STORYBOOK_URL';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds Storybook and serves it. Returns a function that ends this. */
export default async function serveBuiltStories(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'message-feedback-storybook-'));
  const storybook = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
  execFileSync(process.execPath, [storybook, 'build', '--quiet', '--output-dir', folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const served = await serveFolder(folder);
  process.env[STORYBOOK_URL] = served.url;
  return async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
