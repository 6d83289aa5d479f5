import { isStorableText, LIMITS, type MessageRef } from '@message-feedback/core';
import type { CallbackIds, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import {
  decodeBase64url,
  encodeBase64url,
  importSealingKeys,
  isKeyId,
  type SealingKey,
} from './sealing-keys.ts';

export interface SealMessageRefOptions {
  /** The first key seals. The proxy opens those of any of its own `sealingKeys`. */
  readonly sealingKeys: readonly SealingKey[];
  /** The user who may rate the message: the id that the proxy's `identify` returns. */
  readonly userId: string;
  /** The adapter of the proxy, or its name. */
  readonly adapter: string | { readonly name: string };
  /** The message, with all ids that the adapter needs. */
  readonly message: MessageRef;
  /**
   * For Moveworks: the two ids in the message's `feedback`. A rating without an id cannot be given.
   * If this is left out, the proxy calls `resolveMessage`.
   */
  readonly callbackIds?: CallbackIds;
  /** Milliseconds since 1970, or a `Date`. Allow for pages that stay open for hours. */
  readonly expiresAt: number | Date;
}

/**
 * Creates the `token` of a `MessageRef` on the host's server, when it sends a message to the
 * browser. It proves that this user may rate this message until `expiresAt`. It is encrypted, so
 * the browser cannot read it. Rejects with a `TypeError` for missing or malformed options. Does not
 * check the ids against the adapter.
 *
 * @example
 * const token = await sealMessageRef({
 *   sealingKeys: [{ id: '2026-11', key: process.env.SEALING_KEY ?? '' }],
 *   userId: 'user-1',
 *   adapter: 'coze',
 *   message: { messageId: '7423423423423423423', conversationId: '7423423423423423424' },
 *   expiresAt: Date.now() + 24 * 60 * 60 * 1000,
 * });
 */
export async function sealMessageRef(options: SealMessageRefOptions): Promise<string> {
  const { sealingKeys, userId, message, callbackIds } = options;
  const adapter = typeof options.adapter === 'string' ? options.adapter : options.adapter.name;
  const keys = await importSealingKeys(sealingKeys);
  const [[keyId, key] = []] = keys;
  if (keyId === undefined || key === undefined) throw unsealable('sealingKeys has no key. Pass at least one');
  checkUser(userId);
  if (typeof message?.messageId !== 'string')
    throw unsealable('message has no messageId. Pass message: { messageId }');

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
      `it is longer than ${LIMITS.tokenCharacters} characters. Leave the callback ids to resolveMessage`,
    );
  }
  return token;
}

/**
 * Opens sealed references of one adapter. Returns `'expired'` for a token that this user can use no
 * more, and for one with an unknown key, which may be from before a rotation. That only reveals which
 * key ids the proxy has, and they are not secret. Returns `null` for all other tokens that
 * `sealMessageRef` did not create for this user, because a reason would only help an attacker.
 */
export function createMessageRefOpener({ sealingKeys, adapter, now }: OpenerOptions): OpenMessageRef {
  let imported: Promise<ReadonlyMap<string, CryptoKey>> | undefined;

  return async (token, userId) => {
    imported ??= importSealingKeys(sealingKeys);
    const keys = await imported;
    const [form, keyId, text, ...rest] = token.split('.');
    const bytes = text === undefined ? null : decodeBase64url(text);
    const isWellFormed = form === SEALED_FORM && isKeyId(keyId) && rest.length === 0;
    if (!isWellFormed || bytes === null || bytes.byteLength <= NONCE_BYTES + TAG_BYTES) return null;

    const key = keys.get(keyId);
    if (key === undefined) return 'expired';

    const content = await decrypt(key, bytes, boundTo({ keyId, adapter, userId }));
    if (content === null) return null;
    const [, , , , expiresAt] = content;
    return expiresAt > now() ? toUpstreamMessage(content) : 'expired';
  };
}

/** Resolves to the sealed message, to `'expired'`, or to `null` if the token is not this user's. */
export type OpenMessageRef = (token: string, userId: string) => Promise<UpstreamMessage | 'expired' | null>;

interface OpenerOptions {
  readonly sealingKeys: readonly SealingKey[];
  /** The adapter's name. */
  readonly adapter: string;
  readonly now: () => number;
}

async function decrypt(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<SealedContent | null> {
  const iv = bytes.subarray(0, NONCE_BYTES);
  try {
    const content = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      bytes.subarray(NONCE_BYTES),
    );
    // Not validated: only `sealMessageRef` can have written what the key decrypts.
    return JSON.parse(new TextDecoder().decode(content)) as SealedContent;
  } catch {
    return null;
  }
}

/** The encrypted part of a reference. A list, because names would make every reference longer. */
type SealedContent = readonly [
  messageId: string,
  conversationId: string | null,
  responseId: string | null,
  callbackIds: readonly [helpful: string | null, unhelpful: string | null] | null,
  expiresAt: number,
];

function toSealedContent(message: UpstreamMessage, expiresAt: number): SealedContent {
  const { messageId, conversationId = null, responseId = null, callbackIds } = message;
  return [
    messageId,
    conversationId,
    responseId,
    callbackIds === undefined ? null : [callbackIds.helpful ?? null, callbackIds.unhelpful ?? null],
    expiresAt,
  ];
}

function toUpstreamMessage([
  messageId,
  conversationId,
  responseId,
  callbackIds,
]: SealedContent): UpstreamMessage {
  const [helpful, unhelpful] = callbackIds ?? [];
  return {
    messageId,
    ...(conversationId !== null && { conversationId }),
    ...(responseId !== null && { responseId }),
    ...(callbackIds !== null && {
      callbackIds: { ...(helpful != null && { helpful }), ...(unhelpful != null && { unhelpful }) },
    }),
  };
}

/** Authenticated, not encrypted: the reference opens only with the same values. */
function boundTo({ keyId, adapter, userId }: Binding): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([SEALED_FORM, keyId, adapter, userId]));
}

interface Binding {
  readonly keyId: string;
  readonly adapter: string;
  readonly userId: string;
}

/** The first part of every reference: AES-256-GCM over `SealedContent`. */
const SEALED_FORM = 'v1';

/**
 * GCM's standard nonce. Random nonces are safe for 2^32 references per key (NIST SP 800-38D, 8.3).
 */
const NONCE_BYTES = 12;

/** Web Crypto appends GCM's tag to the encrypted bytes. */
const TAG_BYTES = 16;

function checkUser(userId: unknown): void {
  if (typeof userId === 'string' && userId !== '' && isStorableText(userId)) return;
  throw unsealable('userId is missing or unusable. Pass the id that identify returns for this user');
}

function checkExpiry(expiresAt: number | Date): number {
  const ms = Number(expiresAt);
  // A smaller number is a time in seconds: as milliseconds it would be in 1973.
  if (Number.isFinite(ms) && ms > 100_000_000_000) return ms;
  throw unsealable('expiresAt is not in milliseconds since 1970. Pass Date.now() + …');
}

function unsealable(problem: string): TypeError {
  return new TypeError(`The message reference cannot be sealed: ${problem}.`);
}
