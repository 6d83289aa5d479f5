// Builds the browser's part of the chat into dist/client, unless that was built from exactly these
// sources.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../../scripts/digest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chat = join(root, 'apps/chat');
const sources = [
  'pnpm-lock.yaml',
  'apps/chat/index.html',
  'apps/chat/vite.config.ts',
  'apps/chat/public',
  'apps/chat/contract',
  'apps/chat/src',
  'packages/core/src',
  'packages/react/src',
];
const built = join(chat, 'dist/client');
const stamp = join(chat, 'dist/sources.sha256');

const digest = digestOf(root, sources);

if (!existsSync(built) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  process.stdout.write('Building the chat…\n');
  // The shell's NODE_ENV must not decide which build of React is used.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  // Built in another folder and then moved, so that an interruption leaves no partial build.
  const unfinished = join(chat, `dist/unfinished-${process.pid}`);
  try {
    await build({ root: chat, logLevel: 'warn', build: { outDir: unfinished, emptyOutDir: true } });
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  rmSync(built, { recursive: true, force: true });
  renameSync(unfinished, built);
  writeFileSync(stamp, digest);
}
