import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

/**
 * Bundles a page's `main.tsx` for production next to its `index.html`. With esbuild, as Vite takes
 * several times as long. Without any loader: what the kit's stylesheet refers to must not need one.
 */
export async function bundlePage(folder: string, outdir: string): Promise<void> {
  await esbuild.build({
    entryPoints: [join(folder, 'main.tsx')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    conditions: ['@message-feedback/source'],
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await cp(join(folder, 'index.html'), join(outdir, 'index.html'));
}
