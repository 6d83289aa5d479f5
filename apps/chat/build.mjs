// Builds the browser's part of the chat into dist/client and its server into dist/server.mjs, each
// unless it was built from exactly these sources.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../../scripts/digest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chat = join(root, 'apps/chat');

await buildOnce('client', {
  sources: [
    'pnpm-lock.yaml',
    'apps/chat/index.html',
    'apps/chat/vite.config.ts',
    'apps/chat/public',
    'apps/chat/contract',
    'apps/chat/src',
    'packages/core/src',
    'packages/react/src',
  ],
  async build(outDir) {
    process.stdout.write('Building the chat…\n');
    // The shell's NODE_ENV must not decide which build of React is used.
    process.env.NODE_ENV = 'production';
    const { build } = await import('vite');
    await build({ root: chat, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  },
});

await buildOnce('server.mjs', {
  sources: [
    'pnpm-lock.yaml',
    'scripts/bundle-program.mjs',
    'apps/chat/contract',
    'apps/chat/server',
    'apps/emulators/src',
    'packages/core/src',
    'packages/proxy/src',
  ],
  async build(outfile) {
    const { bundleProgram } = await import('../../scripts/bundle-program.mjs');
    await bundleProgram(join(chat, 'server/main.ts'), outfile);
  },
});

async function buildOnce(name, { sources, build }) {
  const built = join(chat, 'dist', name);
  const stamp = `${built}.sha256`;
  const digest = digestOf(root, sources);
  if (existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;

  // Built under another name and then moved, so that an interruption leaves no partial build.
  const unfinished = join(chat, `dist/unfinished-${process.pid}-${name}`);
  try {
    await build(unfinished);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  rmSync(built, { recursive: true, force: true });
  renameSync(unfinished, built);
  writeFileSync(stamp, digest);
}
