import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmulators } from '@message-feedback/emulators';
import { freePort } from '../../packages/proxy/test/crash/free-port.ts';
import { exitOf, signalGroup, startGroup } from '../../scripts/processes.mjs';
import { addressVariable, chosenHosts, EMULATORS_VARIABLE, type Host } from './hosts.ts';
import { buildHost, examples, installHosts } from './install-hosts.ts';

/** Patience for a busy machine. */
const STARTING_MS = 60_000;

/**
 * Installs, builds and starts the chosen hosts, one after the other, all with one emulated Dify as
 * their upstream. Returns a function that ends them.
 */
export default async function startHosts(): Promise<() => Promise<void>> {
  process.stdout.write(`Seed ${process.env.SEED}: ${chosenHosts.map(({ name }) => name).join(', ')}\n`);
  installHosts(chosenHosts);
  const emulators = await startEmulators({ pace: 0 });
  process.env[EMULATORS_VARIABLE] = emulators.url;
  const folder = mkdtempSync(join(tmpdir(), 'message-feedback-hosts-'));
  const programs: ReturnType<typeof startGroup>[] = [];

  async function end(): Promise<void> {
    for (const program of programs) signalGroup(program, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    await emulators.close();
  }

  async function start(host: Host): Promise<void> {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const cwd = join(examples, host.name);
    const [file = '', ...args] = host.start;
    const program = startGroup(file, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PATH: [join(cwd, 'node_modules/.bin'), process.env.PATH].join(delimiter),
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        PORT: String(port),
        ORIGIN: address,
        DIFY_API_KEY: emulators.access.dify.chatApiKey,
        DIFY_BASE_URL: emulators.difyBaseUrl,
        DATABASE: join(folder, `${host.name}.sqlite`),
      },
    });
    programs.push(program);
    await Promise.race([answered(address), exitOf(program).then(() => failed(host, 'ended'))]);
    process.env[addressVariable(host.name)] = address;
  }

  try {
    for (const host of chosenHosts) {
      buildHost(host);
      await start(host);
    }
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function answered(address: string): Promise<void> {
  const deadline = Date.now() + STARTING_MS;
  while (Date.now() < deadline) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(`Nothing answered at ${address} within ${STARTING_MS} ms.`);
}

function failed(host: Host, how: string): never {
  throw new Error(`The server of ${host.name} ${how}. Its output above says why.`);
}
