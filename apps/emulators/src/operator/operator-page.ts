import { readdirSync, readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { getMimeType } from 'hono/utils/mime';

/** The page at `/` that shows what the upstreams received: the files in `page/` and nothing else. */
export function createOperatorPage(): Hono {
  const app = new Hono();
  const folder = new URL('page/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const path = file === 'operator.html' ? '/' : `/operator/${file}`;
    const body = readFileSync(new URL(file, folder));
    const headers = { ...HEADERS, 'Content-Type': getMimeType(file) ?? 'application/octet-stream' };
    app.get(path, (context) => context.body(body, 200, headers));
  }
  return app;
}

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};
