import { createHmac } from 'node:crypto';

/**
 * Computes HMACs at once instead of on another thread, where fake time would pass at random. The
 * keys, the results and other algorithms stay as they are.
 */
const { subtle } = globalThis.crypto;
const { importKey, sign } = Object.getPrototypeOf(subtle) as SubtleCrypto;
const instantKeys = new WeakMap<CryptoKey, Uint8Array>();

Object.assign(subtle, {
  async importKey(...call: Parameters<SubtleCrypto['importKey']>) {
    const key = await importKey.call(subtle, ...(call as Parameters<typeof importKey>));
    const [format, data] = call;
    if (format === 'raw' && isHmacSha256(key)) instantKeys.set(key, data as Uint8Array);
    return key;
  },

  async sign(...[algorithm, key, data]: Parameters<SubtleCrypto['sign']>) {
    const bytes = instantKeys.get(key);
    if (bytes === undefined) return sign.call(subtle, algorithm, key, data);
    const mac = createHmac('sha256', bytes).update(data as Uint8Array);
    return new Uint8Array(mac.digest()).buffer;
  },
});

function isHmacSha256({ algorithm }: CryptoKey): boolean {
  const { name, hash } = algorithm as HmacKeyAlgorithm;
  return name === 'HMAC' && hash.name === 'SHA-256';
}
