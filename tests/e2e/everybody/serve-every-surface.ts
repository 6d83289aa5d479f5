import react from '@vitejs/plugin-react';
import { build, defaultClientConditions } from 'vite';
import { madeOnce } from '../made-once.ts';
import { type ServedPage, serveFolder } from './serve-folder.ts';

/**
 * A strict policy: no inline styles, no inline scripts, no data: URLs, and no text that becomes
 * code.
 */
const POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types";

/** The page with every surface, under a strict content security policy. */
export async function serveEverySurface(): Promise<ServedPage> {
  const folder = await madeOnce('every-surface', async (outDir) => {
    await build({
      root: import.meta.dirname,
      configFile: false,
      logLevel: 'error',
      plugins: [react()],
      resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
      build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: false },
    });
  });
  return serveFolder(folder, { headers: { 'content-security-policy': POLICY } });
}
