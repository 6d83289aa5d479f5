import { FeedbackError } from '@message-feedback/core';
import { keepNewest } from '../keep-newest.ts';
import { decodeKey, encodeBase64url, KEY_BYTES } from '../sealing/sealing-keys.ts';
import type { FeedbackStore } from '../stores/feedback-store.ts';

/**
 * Makes the user tags of a proxy. The key comes from the option or, with the first request, from
 * the store, so that all nodes agree. A store that fails is asked again with the next request.
 */
export function createUserTags({ userTagKey, store }: UserTagsOptions): UserTags {
  let loading: Promise<TagKey> | null = null;
  /** The newest tags, because a page makes many requests. */
  const tags = new Map<string, string>();

  async function loadKey(): Promise<TagKey> {
    const text = userTagKey ?? (await keyOfStore(store));
    const bytes = decodeKey(text);
    // `createFeedbackProxy` has checked the option, so this is the store's.
    if (bytes === null)
      throw keyMissing('the store\'s setting "user_tag_key" is not a key', 'remove that setting');
    const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign']);
    return { key, id: await digest(key, 'key', KEY_ID_BYTES) };
  }

  return {
    async tagOf(userId) {
      loading ??= loadKey().catch((error) => {
        loading = null;
        throw error;
      });
      const { key, id } = await loading;
      const known = tags.get(userId);
      if (known !== undefined) return known;
      const tag = `${id}.${await digest(key, `user:${userId}`, TAG_BYTES)}`;
      tags.set(userId, tag);
      keepNewest(tags, MAX_TAGS);
      return tag;
    },
  };
}

/** Throws `other_user` if the request is meant for a different user from the one who sent it. */
export function checkMeantFor(meantFor: string | null | undefined, userTag: string): void {
  if (meantFor === null || meantFor === undefined || meantFor === userTag) return;
  throw new FeedbackError(
    'other_user',
    'The request belongs to a different user from the one who is signed in, so nothing was stored or read. It is sent again when its user is back.',
  );
}

/** Throws a `TypeError`, which does not repeat the key. */
export function checkUserTagKey(key: string): void {
  if (decodeKey(key) !== null) return;
  throw new TypeError(
    'The feedback proxy cannot start: userTagKey does not consist of 32 bytes in base64url. ' +
      `Leave it out, or create one with: node -p "crypto.randomBytes(32).toString('base64url')"`,
  );
}

export interface UserTags {
  /**
   * The opaque tag of a user: `<key id>.<keyed hash>`. The key id lets a browser tell a new key
   * from another user. Rejects with `store_unavailable` or, without a key, with `internal`.
   */
  tagOf(userId: string): Promise<string>;
}

interface UserTagsOptions {
  readonly userTagKey: string | undefined;
  readonly store: Pick<FeedbackStore, 'keepSetting'>;
}

interface TagKey {
  readonly id: string;
  readonly key: CryptoKey;
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;
/** Enough to tell the few keys of one proxy apart. */
const KEY_ID_BYTES = 6;
/** 128 bits: no two users of a proxy share a tag. */
const TAG_BYTES = 16;
/** A few megabytes at most. */
const MAX_TAGS = 10_000;

function keyOfStore(store: UserTagsOptions['store']): Promise<string> {
  if (store.keepSetting === undefined)
    throw keyMissing('its store has no keepSetting', 'add keepSetting to the store');
  const proposed = encodeBase64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  return store.keepSetting('user_tag_key', proposed);
}

async function digest(key: CryptoKey, text: string, bytes: number): Promise<string> {
  const mac = await crypto.subtle.sign(HMAC, key, new TextEncoder().encode(text));
  return encodeBase64url(new Uint8Array(mac, 0, bytes));
}

function keyMissing(reason: string, remedy: string): FeedbackError {
  return new FeedbackError(
    'internal',
    `The proxy has no key for user tags, because ${reason}, so nothing was stored or read. Pass userTagKey to createFeedbackProxy, or ${remedy}.`,
  );
}
