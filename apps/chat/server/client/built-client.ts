import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { StartError } from '../start-error.ts';
import type { Client } from './client.ts';

const FOLDER = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** The client as Vite has built it. Throws a `StartError` when there is none yet. */
export async function createBuiltClient(): Promise<Client> {
  const page = await readFile(`${FOLDER}/index.html`, 'utf8').catch((cause) => {
    throw new StartError(
      'The chat has not been built yet, so there is no page to serve. Run "npm start", which builds it first.',
      { cause },
    );
  });

  return {
    page: async () => page,
    addFiles(app) {
      // Names of assets hold a hash of their content, so what a name stands for never changes.
      const keep = 'public, max-age=31536000, immutable';
      app.use(
        '/assets/*',
        serveStatic({ root: FOLDER, onFound: (_path, context) => context.header('cache-control', keep) }),
      );
      app.get('/assets/*', (context) => context.notFound());
      app.get('/favicon.svg', serveStatic({ root: FOLDER }));
    },
    inFrontOf: (app) => app,
    close: async () => {},
  };
}
