import { isStorableText, LIMITS, type MessageRef } from '@message-feedback/core';
import type { CallbackIds } from '../adapters/feedback-adapter.ts';
import { encodeBase64url } from './base64url.ts';
import { boundTo, NONCE_BYTES, SEALED_FORM, toSealedContent } from './sealed-content.ts';
import { importSealingKeys, type SealingKey } from './sealing-keys.ts';

export interface SealMessageRefOptions {
  /** The first key seals. The proxy opens with any of its own `sealingKeys`, so a new key goes there first, and to the front later. */
  readonly sealingKeys: readonly SealingKey[];
  /** The user who may rate the message, as the proxy's `identify` names them. */
  readonly userId: string;
  /** The adapter of the proxy, or its name. */
  readonly adapter: string | { readonly name: string };
  /** The message, with all ids that the adapter needs. */
  readonly message: MessageRef;
  /**
   * For Moveworks: the two ids of the message's `feedback`. A side that is left out cannot be chosen; without the object
   * the proxy asks `resolveMessage`.
   */
  readonly callbackIds?: CallbackIds;
  /** Milliseconds since 1970. Long enough for a page that stays open, so that a rating after lunch is not refused. */
  readonly expiresAt: number | Date;
}

/**
 * Makes the `token` of a `MessageRef`, on the host's server, when it hands a message to the browser: proof that this user
 * may rate this message until then. Encrypted, so opaque to the browser. Throws a `TypeError` for what would never be accepted.
 */
export async function sealMessageRef(options: SealMessageRefOptions): Promise<string> {
  const { sealingKeys, userId, message, callbackIds } = options;
  const adapter = typeof options.adapter === 'string' ? options.adapter : options.adapter.name;
  const keys = await importSealingKeys(sealingKeys);
  const [[keyId, key] = []] = keys;
  if (keyId === undefined || key === undefined) throw unsealable('has no key. Give at least one');
  checkUser(userId);
  if (typeof message?.messageId !== 'string')
    throw unsealable('names no message. Pass message: { messageId }');

  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const content = toSealedContent(
    { ...message, ...(callbackIds && { callbackIds }) },
    checkExpiry(options.expiresAt),
  );
  const additionalData = boundTo({ keyId, adapter, userId });
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData },
    key,
    new TextEncoder().encode(JSON.stringify(content)),
  );

  const bytes = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), NONCE_BYTES);
  const token = `${SEALED_FORM}.${keyId}.${encodeBase64url(bytes)}`;
  if (token.length > LIMITS.tokenCharacters) {
    throw unsealable(
      `is longer than ${LIMITS.tokenCharacters} characters. Leave the callback ids to resolveMessage`,
    );
  }
  return token;
}

function checkUser(userId: unknown): void {
  if (typeof userId === 'string' && userId !== '' && isStorableText(userId)) return;
  throw unsealable(
    'is for nobody, as its userId is not a text. Pass the id that identify returns for this user',
  );
}

function checkExpiry(expiresAt: number | Date): number {
  const ms = Number(expiresAt);
  // As milliseconds this would be in 1973: it is a time in seconds.
  if (Number.isFinite(ms) && ms > 100_000_000_000) return ms;
  throw unsealable(
    'never was in force, as its expiresAt is not in milliseconds since 1970. Pass Date.now() + …',
  );
}

function unsealable(problem: string): TypeError {
  return new TypeError(`The message reference cannot be sealed: it ${problem}.`);
}
