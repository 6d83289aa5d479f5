import { fileURLToPath } from 'node:url';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

export const BASELINE: Subject = {
  name: 'bare `node:http` + undici pool',
  program: path('programs/bare-forward.mjs'),
};

/** The measured programs, the baseline first. */
export function subjectsOf(options: SubjectOptions): readonly Subject[] {
  const proxy = (store: Store) => oursOn(store, options);
  return [
    BASELINE,
    { name: '`@fastify/http-proxy`', program: path('peers/fastify-http-proxy.mjs'), peer: true },
    { name: 'Express + http-proxy-middleware', program: path('peers/express.mjs'), peer: true },
    { name: 'Hono’s proxy helper', program: path('peers/hono.mjs'), peer: true },
    { name: '**ours, memory store**', ...proxy('memory') },
    { name: '**ours, SQLite, delivered at once**', ...proxy('sqlite') },
    { name: '**ours, SQLite, upstream down**', ...proxy('sqlite'), upstream: 'down' },
    ...(options.postgres === ''
      ? []
      : ([
          { name: '**ours, Postgres, delivered at once**', ...proxy('postgres') },
          { name: '**ours, Postgres, upstream down**', ...proxy('postgres'), upstream: 'down' },
        ] as const)),
  ];
}

/** Our proxy, which delivers as many submissions at once as it has connections. */
export function oursOn(store: Store, { ours, folder, postgres, connections }: SubjectOptions) {
  const place = store === 'postgres' ? postgres : folder;
  return { program: ours, args: [store, place, String(connections)] };
}

/** The stores to measure. */
export function storesOf({ postgres, only }: Pick<SubjectOptions, 'postgres'> & { only: string }): Store[] {
  const stores: Store[] = ['memory', 'sqlite', ...(postgres === '' ? [] : (['postgres'] as const))];
  return stores.filter((store) => store.includes(only));
}

export const STORE_NAMES = { memory: 'memory', sqlite: 'SQLite', postgres: 'Postgres' } as const;

export type Store = keyof typeof STORE_NAMES;

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
