import { drawSome, EVERYTHING } from '../e2e/sample.ts';

/** An app of `apps/examples`. */
export interface Host {
  /** Its folder. */
  readonly name: string;
  /** The commands that make and start it, as its `package.json` has them. */
  readonly build: readonly string[][];
  readonly start: readonly string[];
  /** What its build makes. */
  readonly built: string;
  /** The frame that has the chat in it. It is of another site, and its storage is blocked. */
  readonly frame?: string;
}

const next = (name: string, ...buildOptions: string[]): Host => ({
  name,
  build: [['next', 'build', ...buildOptions]],
  start: ['next', 'start', '--hostname', '127.0.0.1'],
  built: '.next',
});

const vite = (name: string, start: readonly string[]): Host => ({
  name,
  build: [['tsc'], ['vite', 'build', '--logLevel', 'error']],
  start,
  built: 'dist',
});

const served = (server: string) => ['node', `../servers/${server}.mjs`, 'dist'];

export const HOSTS: readonly Host[] = [
  next('next-ai-sdk'),
  next('next-tailwind3', '--no-lint'),
  vite('vite-mui', served('hono')),
  vite('vite-virtualized', served('fastify')),
  vite('vite-shadow-root', served('express')),
  vite('vite-assistant-ui', served('express')),
  vite('vite-ant-design-x', served('fastify')),
  vite('vite-copilotkit', served('hono')),
  { ...vite('vite-iframe', ['node', 'server.mjs']), frame: 'iframe' },
];

/**
 * A normal run takes one that Vite builds, because a build of Next.js costs more than a minute.
 * `HOST=vite-mui,next-ai-sdk` takes these, for work on them.
 */
export const chosenHosts: readonly Host[] = process.env.HOST
  ? process.env.HOST.split(',').map(hostNamed)
  : EVERYTHING
    ? HOSTS
    : drawSome(
        'host',
        HOSTS.filter(({ name }) => name.startsWith('vite-')),
        1,
      );

function hostNamed(name: string): Host {
  const host = HOSTS.find((each) => each.name === name);
  if (host) return host;
  throw new Error(`There is no host "${name}". There are: ${HOSTS.map((each) => each.name).join(', ')}.`);
}

/** The environment variables that tell the workers where a host and the emulators are. */
export const addressVariable = (name: string) => `HOST_${name.toUpperCase().replaceAll('-', '_')}`;
export const EMULATORS_VARIABLE = 'HOSTS_EMULATORS';
