import { appendFileSync, readFileSync } from 'node:fs';

/**
 * A `fetch` that records each request to the upstream in a file, because the emulator cannot know
 * when the proxy has given one up. All processes of a site share the file, which survives their death.
 * Times are those of the machine, in nanoseconds.
 */
export function recordFlights(file: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  let flights = 0;
  return async (url, init) => {
    const flight = `${process.pid}.${++flights}`;
    const note = (event: 'begin' | 'end') =>
      appendFileSync(
        file,
        `${event} ${flight} ${process.hrtime.bigint()} ${new URL(String(url)).pathname}\n`,
      );
    note('begin');
    try {
      const response = await fetch(url, init);
      return new Response(await response.arrayBuffer(), response);
    } finally {
      note('end');
    }
  };
}

/** Records that a process has died, which ends its requests. */
export function recordDeath(file: string, pid: number | undefined): void {
  appendFileSync(file, `death ${pid}. ${process.hrtime.bigint()} \n`);
}

/** The pairs of requests about one message that overlapped. A test expects none. */
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
