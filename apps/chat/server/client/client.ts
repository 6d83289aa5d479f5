import type { RequestListener } from 'node:http';
import type { Hono } from 'hono';

/** What the browser loads, wherever it comes from. */
export interface Client {
  /** The HTML page. The same for each path, as the client reads the path itself. */
  page(path: string): Promise<string>;
  /** Adds the files that the page loads. */
  addFiles(app: Hono): void;
  /** Puts something in front of the app, for what only knows Node's own requests. */
  inFrontOf(app: RequestListener): RequestListener;
  close(): Promise<void>;
}
