/**
 * The address of the client, as the key of a rate limit; `null` if it is unknown. A client can send
 * any `X-Forwarded-For`, so only what the trusted proxies appended counts: each appends the address
 * that connected to it. Without proxies only the connection itself counts.
 */
export function clientAddress(request: Request, trustedProxies: number | null): string | null {
  if (trustedProxies === null) return null;
  const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const peer = peers.get(request);
  // Only the Node listener knows the peer. Without it, all clients would share one key, and one of
  // them could lock out all.
  if (trustedProxies === 0 && peer === undefined) return null;
  // Without a known peer, the last proxy counts as the peer.
  const hops = [...forwarded.filter((part) => part !== ''), peer ?? ''];
  const address = hops.at(-1 - trustedProxies);
  // A request that passed fewer proxies than configured has only its peer.
  return toAddressKey(address === undefined || address === '' ? (peer ?? '') : address);
}

/** Remembers who opened the connection of a request, for runtimes that know it. */
export function rememberPeer(request: Request, address: string | undefined): void {
  if (address !== undefined) peers.set(request, address);
}

const peers = new WeakMap<Request, string>();

/**
 * The address without its port. An IPv6 address counts by its first 64 bits, because one client
 * usually has all addresses that begin with them. Requests without a readable address share one
 * key.
 */
function toAddressKey(address: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(address)?.[1];
  const bare = bracketed ?? address.replace(/^([^:]*):\d+$/, '$1');
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(bare)?.[1];
  const host = mapped ?? bare;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return host;
  if (!/^[0-9a-f:.]{2,45}$/i.test(host) || !host.includes(':')) return 'unknown';
  const [left = '', right] = host.toLowerCase().split('::');
  const leftGroups = left === '' ? [] : left.split(':');
  const rightGroups = right === undefined || right === '' ? [] : right.split(':');
  const zeros = right === undefined ? 0 : Math.max(0, 8 - leftGroups.length - rightGroups.length);
  const groups = [...leftGroups, ...Array.from({ length: zeros }, () => '0'), ...rightGroups];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
