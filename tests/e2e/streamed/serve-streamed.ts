import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type ServedPage, serveFolder } from '../everybody/serve-folder.ts';
import { madeOnce } from '../made-once.ts';
import type { stream } from './server.tsx';

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
    ...shared(version),
    entryPoints: [join(import.meta.dirname, 'client.tsx')],
    outdir: folder,
    splitting: true,
  });
  await build({
    ...shared(version),
    entryPoints: [join(import.meta.dirname, 'server.tsx')],
    outfile: join(folder, 'server/server.mjs'),
    platform: 'node',
    // React's server is CommonJS.
    banner: { js: REQUIRE },
  });
}

const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** As in development, where React warns of hydration mismatches. */
function shared(version: 18 | 19): BuildOptions {
  return {
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    conditions: ['@message-feedback/source'],
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"development"' },
    alias: version === 18 ? { react: 'react-18', 'react-dom': 'react-dom-18' } : {},
  };
}
