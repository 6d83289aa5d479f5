// Runs a pnpm command whichever client started it: `npm start`, `pnpm start`, `npx pnpm start`, `node --run start`.
// Needs nothing but Node: pnpm is taken from PATH, else fetched by npx at the version package.json pins.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const pin = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).packageManager.match(
  /^pnpm@([^+]+)/,
)[1];
const shell = process.platform === 'win32';

const onPath = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell });
const major = onPath.status === 0 ? Number.parseInt(onPath.stdout.trim().split('\n').at(-1), 10) : 0;
const [cmd, ...pre] = major >= 10 ? ['pnpm'] : ['npx', '--yes', `pnpm@${pin}`];

const child = spawn(cmd, [...pre, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', shell });
for (const sig of ['SIGINT', 'SIGTERM']) process.on(sig, () => child.kill(sig));
child.on('error', (err) => {
  console.error(`Could not run ${cmd}: ${err.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
