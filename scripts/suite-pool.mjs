import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { descendants, exitOf, killAll, signalGroup, startGroup } from './processes.mjs';

/** As many as there are CPU cores. One more saves no time, as most suites use more than one core. */
const WIDTH = Math.max(2, availableParallelism());
/** How long a suite may take to end its browsers and servers by itself. */
const ENDING_MS = 2_000;
/** Where the suites' programs are, even when no package manager has started this one. */
const PROGRAMS = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/**
 * Runs suites in parallel and reports as each one starts and ends. All their output is in
 * `<reports>/<suite>.log`. Their temporary files are in one folder, which is removed at the end, also
 * when the run is interrupted.
 *
 * @returns {Promise<{ suite: import('./suites.mjs').Suite, ok: boolean, seconds: number }[]>}
 */
export async function runSuites(suites, { reports, env, stopAtFirstFailure = false }) {
  mkdirSync(reports, { recursive: true });
  // Short, as the path of a Postgres socket has 107 characters at most. Postgres runs as another user.
  const temporary = mkdtempSync(join(tmpdir(), 'mf-test-'));
  chmodSync(temporary, 0o1777);
  const running = new Set();
  const waiting = [...suites];
  const unfinished = new Set(suites.map(({ name }) => name));
  const results = [];
  const removeInterrupts = onInterrupt(() => end(running, temporary));

  async function runNext() {
    for (let suite = takeNext(); suite !== undefined; suite = takeNext()) {
      const result = await run(suite);
      unfinished.delete(suite.name);
      results.push(result);
      if (!result.ok && stopAtFirstFailure) waiting.length = 0;
    }
  }

  /** The first that needs no suite that has not ended. */
  function takeNext() {
    const index = waiting.findIndex(({ needs }) => !unfinished.has(needs));
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  }

  async function run(suite) {
    const id = suite.name.replaceAll(' ', '-');
    const started = performance.now();
    console.log(`▶ ${suite.name}`);
    const [file, ...args] = [...suite.command, ...reportersOf(suite, join(reports, `${id}.json`))];
    const child = startGroup(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...env,
        PATH: `${PROGRAMS}${delimiter}${process.env.PATH}`,
        TMPDIR: temporary,
        NO_COLOR: '1',
        // Absolute, because Playwright would begin at the folder of its configuration.
        PLAYWRIGHT_JSON_OUTPUT_NAME: resolve(reports, `${id}.json`),
      },
    });
    running.add(child);
    const log = createWriteStream(join(reports, `${id}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const code = await exitOf(child);
    signalGroup(child, 'SIGKILL'); // The processes that it left behind.
    running.delete(child);
    log.end();
    const seconds = (performance.now() - started) / 1_000;
    console.log(`${code === 0 ? '✓' : '✗'} ${suite.name} in ${seconds.toFixed(1)} s`);
    return { suite, ok: code === 0, seconds };
  }

  try {
    await Promise.all(Array.from({ length: WIDTH }, runNext));
  } finally {
    removeInterrupts();
    rmSync(temporary, { recursive: true, force: true });
  }
  return results;
}

/** Each suite also writes its results to a file, because its output is for people. */
function reportersOf({ runner }, file) {
  if (runner === 'vitest') return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return [];
}

/** Lets the suites end by themselves, then ends what is left of them. */
async function end(running, temporary) {
  // Listed first: a process that loses its parent cannot be found below it any more.
  const started = descendants();
  const ended = Promise.all([...running].map(exitOf));
  for (const child of running) signalGroup(child, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ENDING_MS))]);
  killAll([...new Set([...started, ...descendants()])]);
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

/** Calls `stop` at the first signal that asks for the end, and ends this process. */
function onInterrupt(stop) {
  let stopping = false;
  const listeners = Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }).map(([signal, code]) => {
    const listener = async () => {
      if (stopping) return;
      stopping = true;
      console.log(`\nInterrupted (${signal}): ending what is running.`);
      await stop();
      process.exit(code);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}
