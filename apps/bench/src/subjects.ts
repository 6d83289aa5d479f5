import { fileURLToPath } from 'node:url';

/** The measured programs, the baseline first. */
export function subjectsOf({ ours, folder, postgres, connections }: SubjectOptions): readonly Subject[] {
  const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
  const proxy = (store: string) => ({ program: ours, args: [store, folder, String(connections)] });
  const onPostgres = { program: ours, args: ['postgres', postgres, String(connections)] };
  return [
    { name: 'bare `node:http` + undici pool', program: path('programs/bare-forward.mjs') },
    { name: '`@fastify/http-proxy`', program: path('peers/fastify-http-proxy.mjs'), peer: true },
    { name: 'Express + http-proxy-middleware', program: path('peers/express.mjs'), peer: true },
    { name: 'Hono’s proxy helper', program: path('peers/hono.mjs'), peer: true },
    { name: '**ours, memory store**', ...proxy('memory') },
    { name: '**ours, SQLite, delivered at once**', ...proxy('sqlite') },
    { name: '**ours, SQLite, upstream down**', ...proxy('sqlite'), upstream: 'down' },
    ...(postgres === ''
      ? []
      : ([
          { name: '**ours, Postgres, delivered at once**', ...onPostgres },
          { name: '**ours, Postgres, upstream down**', ...onPostgres, upstream: 'down' },
        ] as const)),
  ];
}

export interface Subject {
  /** In Markdown. */
  readonly name: string;
  readonly program: string;
  /** The arguments after the address of the upstream. */
  readonly args?: readonly string[];
  /** @default 'up' */
  readonly upstream?: 'up' | 'down' | 'slow';
  /** Whether only the bench installs its packages. */
  readonly peer?: boolean;
}

interface SubjectOptions {
  /** The compiled program of our proxy. */
  readonly ours: string;
  readonly folder: string;
  /** The folder of the socket of a Postgres; '' for none. */
  readonly postgres: string;
  readonly connections: number;
}
