/**
 * A key that seals references to messages. Each reference contains the id of its key unencrypted.
 */
export interface SealingKey {
  /**
   * 1 to 32 characters of `A-Za-z0-9_-`. Must not change while references of this key are in use.
   */
  readonly id: string;
  /** 32 random bytes in base64url, for example from `node -p "crypto.randomBytes(32).toString('base64url')"`. */
  readonly key: string;
}

/** Imports the keys, by id and in order. Throws a `TypeError`, which does not repeat a key. */
export async function importSealingKeys(
  keys: readonly SealingKey[],
): Promise<ReadonlyMap<string, CryptoKey>> {
  checkSealingKeys(keys);
  return new Map(await Promise.all(keys.map(async ({ id, key }) => [id, await importKey(key)] as const)));
}

/** Throws a `TypeError` for keys that `importSealingKeys` could not use. */
export function checkSealingKeys(keys: readonly SealingKey[]): void {
  if (!Array.isArray(keys) || keys.length === 0) throw unusableKeys('the list is empty');
  const ids = new Set<string>();
  for (const [index, { id, key }] of keys.entries()) {
    if (!isKeyId(id)) {
      throw unusableKeys(`the id of key ${index} does not consist of 1 to 32 letters, digits, "_" and "-"`);
    }
    if (ids.has(id)) throw unusableKeys(`two keys have the id ${JSON.stringify(id)}`);
    if (decodeKey(key) === null)
      throw unusableKeys(`the key ${JSON.stringify(id)} does not consist of 32 bytes in base64url`);
    ids.add(id);
  }
}

export function isKeyId(id: unknown): id is string {
  return typeof id === 'string' && /^[\w-]{1,32}$/.test(id);
}

export const KEY_BYTES = 32;

function importKey(key: string): Promise<CryptoKey> {
  const bytes = decodeKey(key);
  if (bytes === null) throw unusableKeys('a key does not consist of 32 bytes in base64url');
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The 32 bytes of a key in base64url; `null` for anything else. */
export function decodeKey(key: unknown): Uint8Array<ArrayBuffer> | null {
  // Some tools pad base64url.
  const bytes = typeof key === 'string' ? decodeBase64url(key.replace(/=$/, '')) : null;
  return bytes?.byteLength === KEY_BYTES ? bytes : null;
}

function unusableKeys(problem: string): TypeError {
  return new TypeError(
    `The sealing keys cannot be used: ${problem}. Pass a list such as [{ id: "2026-11", key }], each key 32 random bytes in base64url.`,
  );
}

export function encodeBase64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * `null` for text that is not canonical base64url: decoders ignore the last character's spare bits.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (unit) =>
    unit.charCodeAt(0),
  );
  return encodeBase64url(bytes) === text ? bytes : null;
}
