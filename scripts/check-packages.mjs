// Checks the tarball of every publishable package with publint and attw.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { packPackages } from './pack.mjs';

const shell = process.platform === 'win32';
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', shell }).status === 0;
let ok = true;
for (const tarball of packPackages().tarballs) {
  ok = run('publint', ['--strict', tarball]) && ok;
  ok = run('attw', [tarball, '--profile', 'esm-only', '--quiet']) && ok;
  console.log(`${basename(tarball)}: ${ok ? 'ok' : 'FAILED'}`);
}
process.exitCode = ok ? 0 : 1;
