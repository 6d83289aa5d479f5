import { createDecipheriv } from 'node:crypto';

/**
 * Opens AES-GCM texts at once instead of on another thread, where fake time would pass at random.
 * The keys and the results stay as they are.
 */
const { subtle } = globalThis.crypto;
const { importKey, decrypt } = subtle;
const instantKeys = new WeakMap<CryptoKey, Uint8Array>();
const TAG_BYTES = 16;

Object.assign(subtle, {
  async importKey(...call: Parameters<SubtleCrypto['importKey']>) {
    const key = await importKey.call(subtle, ...(call as Parameters<typeof importKey>));
    const [format, data] = call;
    if (format === 'raw' && key.algorithm.name === 'AES-GCM') instantKeys.set(key, data as Uint8Array);
    return key;
  },

  async decrypt(...[algorithm, key, data]: Parameters<SubtleCrypto['decrypt']>) {
    const bytes = instantKeys.get(key);
    if (bytes === undefined) return decrypt.call(subtle, algorithm, key, data);
    const { iv, additionalData } = algorithm as AesGcmParams;
    const sealed = data as Uint8Array;
    const decipher = createDecipheriv('aes-256-gcm', bytes, iv as Uint8Array)
      .setAAD(additionalData as Uint8Array)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    return new Uint8Array(text).buffer;
  },
});
