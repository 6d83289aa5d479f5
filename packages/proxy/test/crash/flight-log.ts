import { appendFileSync, closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * A file in which every process of a site notes its requests to the upstream, as the emulator cannot tell when the
 * proxy has given one up. It outlives a process that is killed. Times are the machine's, in nanoseconds.
 */
export function recordFlights(file: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const log = openSync(file, 'a');
  process.once('exit', () => closeSync(log));
  let flights = 0;
  return async (url, init) => {
    const flight = `${process.pid}.${++flights}`;
    const note = (event: 'begin' | 'end') =>
      writeSync(log, `${event} ${flight} ${process.hrtime.bigint()} ${new URL(String(url)).pathname}\n`);
    note('begin');
    try {
      const response = await fetch(url, init);
      return new Response(await response.arrayBuffer(), response);
    } finally {
      note('end');
    }
  };
}

/** Notes that a process has died: nothing of it is under way any more. */
export function recordDeath(file: string, pid: number | undefined): void {
  appendFileSync(file, `death ${pid}. ${process.hrtime.bigint()} \n`);
}

/** The pairs of requests about one message that were under way at once. An empty list is what a test wants. */
export function overlaps(file: string): string[] {
  const flights = readFlights(file).sort((a, b) => a.begin - b.begin);
  const latest = new Map<string, Flight>();
  const found: string[] = [];
  for (const flight of flights) {
    const before = latest.get(flight.path);
    if (before !== undefined && flight.begin < before.end)
      found.push(`${spelled(before)}, ${spelled(flight)}`);
    if (before === undefined || flight.end > before.end) latest.set(flight.path, flight);
  }
  return found;
}

interface Flight {
  readonly id: string;
  readonly path: string;
  readonly begin: number;
  end: number;
}

function readFlights(file: string): Flight[] {
  const flights = new Map<string, Flight>();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const [event = '', id = '', time, path = ''] = line.split(' ');
    const at = Number(time);
    if (event === 'begin') flights.set(id, { id, path, begin: at, end: Number.POSITIVE_INFINITY });
    const flight = flights.get(id);
    if (event === 'end' && flight !== undefined) flight.end = at;
    if (event !== 'death') continue;
    for (const begun of flights.values()) {
      if (begun.id.startsWith(id)) begun.end = Math.min(begun.end, at);
    }
  }
  return [...flights.values()];
}

function spelled({ id, path, begin, end }: Flight): string {
  return `${id} ${path} from ${begin} to ${end}`;
}
