import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defaultClientConditions, defaultServerConditions, type InlineConfig } from 'vite';
import { type ServedPage, serveFolder } from '../everybody/serve-folder.ts';
import { madeOnce } from '../made-once.ts';
import type { stream } from './server.tsx';

const SOURCE = '@message-feedback/source';

/**
 * Serves a page that this version of React streams and then hydrates. At `/held` the second half
 * arrives when `/let-go` is requested, elsewhere at once; at `/down` the page cannot reach the
 * proxy.
 */
export async function serveStreamed(version: 18 | 19): Promise<ServedPage> {
  const folder = await madeOnce(`streamed-${version}`, (outDir) => buildPage(version, outDir));
  const server: { stream: typeof stream } = await import(
    pathToFileURL(join(folder, 'server/server.mjs')).href
  );

  let letGo = () => {};
  return serveFolder(folder, {
    respond(request, response) {
      if (request.url === '/let-go') {
        letGo();
        response.end();
      } else if (request.url === '/held') {
        const late = { arrived: false, arrives: Promise.resolve() };
        late.arrives = new Promise((resolve) => {
          letGo = () => {
            late.arrived = true;
            resolve();
          };
        });
        server.stream(response, late);
      } else if (request.url === '/' || request.url === '/down') {
        server.stream(response, { arrived: true, arrives: Promise.resolve() });
      } else return false;
      return true;
    },
  });
}

async function buildPage(version: 18 | 19, folder: string): Promise<void> {
  await build({
    ...shared(version, [SOURCE, ...defaultClientConditions]),
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: 'client.tsx', output: { entryFileNames: 'client.js' } },
    },
  });
  const conditions = [SOURCE, ...defaultServerConditions];
  await build({
    ...shared(version, conditions),
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      outDir: join(folder, 'server'),
      minify: false,
      ssr: 'server.tsx',
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
}

/** As in development, where React warns of hydration mismatches. */
function shared(version: 18 | 19, conditions: string[]): InlineConfig {
  return {
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [react()],
    resolve: {
      conditions,
      alias:
        version === 18
          ? [
              { find: /^react-dom($|\/)/, replacement: 'react-dom-18$1' },
              { find: /^react($|\/)/, replacement: 'react-18$1' },
            ]
          : [],
    },
  };
}
