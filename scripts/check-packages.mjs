// Checks the tarball of every publishable package with publint and attw.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { packPackages } from './pack.mjs';

const shell = process.platform === 'win32';
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', shell }).status === 0;
let ok = true;
for (const tarball of packPackages().tarballs) {
  const publint = run('publint', ['--strict', tarball]);
  const attw = run('attw', [tarball, '--profile', 'esm-only', '--quiet']);
  console.log(`${basename(tarball)}: ${publint && attw ? 'ok' : 'FAILED'}`);
  ok &&= publint && attw;
}
process.exitCode = ok ? 0 : 1;
