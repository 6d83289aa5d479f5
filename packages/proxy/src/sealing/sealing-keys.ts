import { decodeBase64url } from './base64url.ts';

/** A key that seals references to messages, and its name, which stands in each of them in the clear. */
export interface SealingKey {
  /** 1 to 32 characters of `A-Za-z0-9_-`. A key keeps its id for as long as references made with it are in use. */
  readonly id: string;
  /** 32 random bytes in base64url, such as `openssl rand 32 | basenc --base64url` gives. */
  readonly key: string;
}

/**
 * The keys ready for use, by their ids; the first one seals. Throws a `TypeError` that does not repeat a key.
 */
export async function importSealingKeys(
  keys: readonly SealingKey[],
): Promise<ReadonlyMap<string, CryptoKey>> {
  checkSealingKeys(keys);
  return new Map(await Promise.all(keys.map(async ({ id, key }) => [id, await importKey(key)] as const)));
}

/** Throws a `TypeError` for keys that `importSealingKeys` could not use. */
export function checkSealingKeys(keys: readonly SealingKey[]): void {
  if (!Array.isArray(keys) || keys.length === 0) throw unusable('there is none');
  const ids = new Set<string>();
  for (const [index, { id, key }] of keys.entries()) {
    if (typeof id !== 'string' || !/^[\w-]{1,32}$/.test(id)) {
      throw unusable(`the id of key ${index} is not of 1 to 32 letters, digits, "_" and "-"`);
    }
    if (ids.has(id)) throw unusable(`the id ${JSON.stringify(id)} is there twice`);
    if (rawKey(key) === null) throw unusable(`the key ${JSON.stringify(id)} is not of 32 bytes in base64url`);
    ids.add(id);
  }
}

const KEY_BYTES = 32;

function importKey(key: string): Promise<CryptoKey> {
  const bytes = rawKey(key);
  if (bytes === null) throw unusable('a key is not of 32 bytes in base64url');
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function rawKey(key: unknown): Uint8Array<ArrayBuffer> | null {
  // Tools that write base64url differ in whether they pad it.
  const bytes = typeof key === 'string' ? decodeBase64url(key.replace(/=$/, '')) : null;
  return bytes?.byteLength === KEY_BYTES ? bytes : null;
}

function unusable(problem: string): TypeError {
  return new TypeError(
    `The sealing keys cannot be used: ${problem}. Give a list such as [{ id: "2026-11", key }], each key 32 random bytes in base64url.`,
  );
}
