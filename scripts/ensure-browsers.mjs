// Makes sure there is a Chromium for the tests. Uses, in this order: $CHROMIUM_PATH, Playwright's own,
// the system's; installs one only when there is none. Debian's headless shell is installed beside its Chromium.
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
    run('playwright', ['install', name]);
  if (!ok || !have[name]()) {
    console.error(`No ${name}. Install it, or set ${name.toUpperCase()}_PATH to its executable.`);
    process.exit(1);
  }
}

// A page in the headless shell takes a third of the time, so the tests are faster with it and pass without it.
if (isDebianRoot && chromiumLaunch()?.executablePath === '/usr/bin/chromium') {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell']);
}
