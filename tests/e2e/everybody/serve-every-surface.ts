import { bundlePage } from '../bundle-page.ts';
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
  const folder = await madeOnce('every-surface', (outdir) => bundlePage(import.meta.dirname, outdir));
  return serveFolder(folder, { headers: { 'content-security-policy': POLICY } });
}
