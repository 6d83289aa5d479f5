import type { ChatConfig } from './config.ts';

/**
 * The origins whose pages may act for the user, even from another site. The chat's own must be among
 * them for browsers that send no `Sec-Fetch-Site`, as over plain HTTP from another machine; set
 * `PUBLIC_URL` there.
 */
export function trustedOriginsOf({ host, port, publicUrl }: ChatConfig): readonly string[] {
  if (publicUrl) return [publicUrl.origin];
  // Through URL, as browsers leave out a port that is the usual one.
  return [host.includes(':') ? `[${host}]` : host, 'localhost'].map(
    (name) => new URL(`http://${name}:${port}`).origin,
  );
}
