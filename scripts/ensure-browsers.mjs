// Makes sure that the tests have a Chromium, and a Firefox with `--firefox`: $CHROMIUM_PATH or
// $FIREFOX_PATH, Playwright's own or the system's, in this order. Installs one only if there is none.
// As root on Debian it also installs the headless shell next to the system's Chromium.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chromiumLaunch, firefoxLaunch, windowedChromiumLaunch } from './browsers.mjs';

const run = (cmd, args, env = {}) =>
  spawnSync(cmd, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  }).status === 0;

const isDebianRoot =
  process.getuid?.() === 0 &&
  existsSync('/etc/os-release') &&
  /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

const want = process.argv.includes('--firefox') ? ['chromium', 'firefox'] : ['chromium'];
const have = { chromium: windowedChromiumLaunch, firefox: firefoxLaunch };
for (const name of want) {
  if (have[name]()) continue;
  console.log(`No ${name} found: installing one.`);
  const apt = { chromium: ['chromium', 'chromium-headless-shell'], firefox: ['firefox-esr'] }[name];
  const noninteractive = { DEBIAN_FRONTEND: 'noninteractive' };
  const ok =
    (isDebianRoot &&
      run('apt-get', ['update', '-qq'], noninteractive) &&
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...apt], noninteractive)) ||
    run('npx', ['--no-install', 'playwright', 'install', name]);
  if (!ok || !have[name]()) {
    console.error(`No ${name}. Install it, or set ${name.toUpperCase()}_PATH to its executable.`);
    process.exit(1);
  }
}

// Tests take a third of the time in the headless shell, and also pass without it.
if (isDebianRoot && chromiumLaunch()?.executablePath === '/usr/bin/chromium') {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell']);
}
