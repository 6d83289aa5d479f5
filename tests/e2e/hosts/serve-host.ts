import { bundlePage } from '../bundle-page.ts';
import { type ServedPage, serveFolder } from '../everybody/serve-folder.ts';
import { madeOnce } from '../made-once.ts';

/** How hosts build: plain esbuild, Vite as it comes, and Vite for browsers of 2020. */
export const BUILDS = ['esbuild', 'vite', 'vite-es2020'] as const;

export type Build = (typeof BUILDS)[number];

/** The page in `index.html`, built for production. */
export async function serveHost(build: Build): Promise<ServedPage> {
  const folder = await madeOnce(
    `host-${build}`,
    build === 'esbuild' ? (outDir) => bundlePage(import.meta.dirname, outDir) : withVite(build),
  );
  return serveFolder(folder);
}

function withVite(build: Build) {
  return async (outDir: string): Promise<void> => {
    // Loaded where it is needed, as it takes a CPU second.
    const { build: buildWithVite, defaultClientConditions } = await import('vite');
    await buildWithVite({
      root: import.meta.dirname,
      configFile: false,
      logLevel: 'error',
      oxc: { jsx: { runtime: 'automatic' } },
      resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
      plugins: [
        {
          // The page of the esbuild build names the files that Vite makes from this one.
          name: 'entry',
          transformIndexHtml: {
            order: 'pre',
            handler: (html) =>
              html.replace('./main.js', './main.tsx').replace(/<link rel="stylesheet"[^>]*>/, ''),
          },
        },
      ],
      build: { outDir, emptyOutDir: true, ...(build === 'vite-es2020' && { target: 'es2020' }) },
    });
  };
}
