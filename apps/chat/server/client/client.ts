import type { RequestListener } from 'node:http';
import type { Hono } from 'hono';

/** The files that the browser loads, built or from sources. */
export interface Client {
  /** The HTML page. The same for each path, because the client reads the path itself. */
  page(path: string): Promise<string>;
  /** Adds the files that the page loads. */
  addFiles(app: Hono): void;
  /** Adds a Node middleware in front of the app. */
  inFrontOf(app: RequestListener): RequestListener;
  close(): Promise<void>;
}
