import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from './client.ts';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** The client from its sources, with hot reload. Only this file loads Vite. */
export async function createViteClient(): Promise<Client> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: FOLDER,
    appType: 'custom',
    server: { middlewareMode: true },
  });

  return {
    async page(path) {
      return vite.transformIndexHtml(path, await readFile(`${FOLDER}/index.html`, 'utf8'));
    },
    addFiles() {},
    inFrontOf: (app) => (request, response) =>
      vite.middlewares(request, response, () => app(request, response)),
    close: () => vite.close(),
  };
}
