// Builds and packs every publishable package, and checks the tarball with publint and attw.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm } from './pnpm.mjs';

const shell = process.platform === 'win32';
const dir = mkdtempSync(join(tmpdir(), 'message-feedback-pack-'));
const run = (command, args, stdio = 'inherit') => spawnSync(command, args, { stdio, shell }).status === 0;
const inPackages = (...args) => run(...pnpm('--filter', './packages/*', ...args).slice(0, 2), 'ignore');
let ok = inPackages('run', 'build') && inPackages('exec', 'pnpm', 'pack', '--pack-destination', dir);
for (const file of readdirSync(dir)) {
  const tarball = join(dir, file);
  ok = run('publint', ['--strict', tarball]) && ok;
  ok = run('attw', [tarball, '--profile', 'esm-only', '--quiet']) && ok;
  console.log(`${file}: ${ok ? 'ok' : 'FAILED'}`);
}
rmSync(dir, { recursive: true });
process.exitCode = ok ? 0 : 1;
