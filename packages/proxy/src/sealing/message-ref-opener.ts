import type { UpstreamMessage } from '../adapters/feedback-adapter.ts';
import { decodeBase64url } from './base64url.ts';
import {
  boundTo,
  NONCE_BYTES,
  SEALED_FORM,
  type SealedContent,
  toUpstreamMessage,
} from './sealed-content.ts';
import { importSealingKeys, type SealingKey } from './sealing-keys.ts';

/**
 * Opens sealed references of one adapter. The answer to anything that `sealMessageRef` did not make for this user, or that
 * has expired, is `null`, without a reason: a reason would help only somebody who is trying things out.
 */
export function createMessageRefOpener({ sealingKeys, adapter, now }: OpenerOptions): OpenMessageRef {
  let imported: Promise<ReadonlyMap<string, CryptoKey>> | undefined;

  return async (token, userId) => {
    imported ??= importSealingKeys(sealingKeys);
    const keys = await imported;
    const [form, keyId, text, ...rest] = token.split('.');
    const key = keyId === undefined ? undefined : keys.get(keyId);
    const bytes = text === undefined ? null : decodeBase64url(text);
    if (form !== SEALED_FORM || keyId === undefined || key === undefined || bytes === null || rest.length > 0)
      return null;

    const content = await decrypt(key, bytes, boundTo({ keyId, adapter, userId }));
    if (content === null) return null;
    const [, , , , expiresAt] = content;
    return expiresAt > now() ? toUpstreamMessage(content) : null;
  };
}

/** The message as it was sealed; `null` when the reference is not good for this user now. */
export type OpenMessageRef = (token: string, userId: string) => Promise<UpstreamMessage | null>;

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
    // What opens was written by `sealMessageRef` and nobody else, so it is not parsed again.
    return JSON.parse(new TextDecoder().decode(content)) as SealedContent;
  } catch {
    return null;
  }
}
