import react from '@vitejs/plugin-react';
import { build, defaultClientConditions } from 'vite';
import { type ServedPage, serveBuilt } from './serve-built.ts';

/** What a careful host sends: no inline style, no inline script, no data: address, and no text that becomes code. */
const POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types";

/** The page with every surface, under a strict content security policy. */
export function serveEverySurface(): Promise<ServedPage> {
  return serveBuilt({
    headers: { 'content-security-policy': POLICY },
    async build(folder) {
      await build({
        root: import.meta.dirname,
        configFile: false,
        logLevel: 'error',
        plugins: [react()],
        resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
        build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false },
      });
      return undefined;
    },
  });
}
