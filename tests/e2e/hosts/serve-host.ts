import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { build as buildWithVite, defaultClientConditions } from 'vite';
import { type ServedPage, serveFolder } from '../everybody/serve-folder.ts';
import { madeOnce } from '../made-once.ts';

/** How hosts build: plain esbuild, Vite as it comes, and Vite for browsers of 2020. */
export const BUILDS = ['esbuild', 'vite', 'vite-es2020'] as const;

export type Build = (typeof BUILDS)[number];

/** The page in `index.html`, built for production. */
export async function serveHost(build: Build): Promise<ServedPage> {
  const folder = await madeOnce(`host-${build}`, build === 'esbuild' ? withEsbuild : withVite(build));
  return serveFolder(folder);
}

const conditions = ['@message-feedback/source'];

/** Without any loader: what the stylesheet refers to must not need one. */
async function withEsbuild(outdir: string): Promise<void> {
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, 'main.tsx')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    conditions,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await cp(join(import.meta.dirname, 'index.html'), join(outdir, 'index.html'));
}

function withVite(build: Build) {
  return async (outDir: string): Promise<void> => {
    await buildWithVite({
      root: import.meta.dirname,
      configFile: false,
      logLevel: 'error',
      oxc: { jsx: { runtime: 'automatic' } },
      resolve: { conditions: [...conditions, ...defaultClientConditions] },
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
