import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

/** The page at `/` that shows what the upstreams received, made of files of its own and nothing else. */
export function createOperatorPage(): Hono {
  const app = new Hono();
  for (const [path, file] of Object.entries(FILES)) {
    const body = readFileSync(new URL(`page/${file}`, import.meta.url));
    const type = MEDIA_TYPES[file.slice(file.lastIndexOf('.'))] ?? 'application/octet-stream';
    app.get(path, (context) => context.body(body, 200, { ...HEADERS, 'Content-Type': type }));
  }
  return app;
}

const ASSETS = [
  'operator.css',
  'layout.css',
  'lists.css',
  'icon.svg',
  'operator.js',
  'access-list.js',
  'cells.js',
  'control-api.js',
  'elements.js',
  'fault-form.js',
  'fault-list.js',
  'feedback-table.js',
  'request-list.js',
  'reset-dialog.js',
  'settings-form.js',
  'switch-list.js',
  'upstream-tabs.js',
  'upstreams.js',
];

const FILES: Readonly<Record<string, string>> = {
  '/': 'operator.html',
  ...Object.fromEntries(ASSETS.map((file) => [`/operator/${file}`, file])),
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};
