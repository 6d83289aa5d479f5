import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { StartError } from '../start-error.ts';
import type { Client } from './client.ts';

const FOLDER = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** The client as built by Vite. Throws a `StartError` if it has not been built. */
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
      // The name of an asset contains a hash of its content, so the content behind a name never
      // changes.
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
