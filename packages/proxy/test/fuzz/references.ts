import type { MessageRef } from '@message-feedback/core';
import fc from 'fast-check';
import { type CallbackIds, sealMessageRef } from '../../src/index.ts';
import { CALLBACK_IDS, type Setup, START, VENDORS, type Vendor } from './vendors.ts';

export const SEALING_KEYS = [{ id: 'k1', key: 'A'.repeat(43) }];

/** A message and the token that a host gave to the browser for it. */
export interface Reference {
  readonly message: MessageRef;
  readonly token: string;
}

/** What a browser may hold or invent: valid references, and ones that are not for this user or message. */
export async function createReferences({ vendor, sealing }: Setup, userId: string): Promise<Reference[]> {
  if (!sealing) return [];
  const { ids }: Vendor = VENDORS[vendor];
  // Always the same messages, so that a seed repeats a run.
  const messages = fc.sample(fc.record({ ...ids }), { numRuns: 24, seed: 1 }) as MessageRef[];
  const withIds = vendor === 'moveworks' ? CALLBACK_IDS : undefined;
  const references: Reference[] = [];
  for (const [index, message] of messages.entries()) {
    const seal = (change: Sealing = {}) =>
      sealed(vendor, { userId, message, callbackIds: withIds, ...change });
    const tokens: Promise<string>[] =
      index < 14
        ? [seal()]
        : [
            seal({ expiresAt: START - 1_000 }),
            seal({ userId: 'another user' }),
            seal({ message: { ...message, messageId: '..' } }),
            seal().then((token) => `${token.slice(0, -2)}AA`),
            seal({ callbackIds: vendor === 'moveworks' ? { helpful: 'x' } : undefined }),
          ].slice(index % 5, (index % 5) + 1);
    for (const token of await Promise.all(tokens)) references.push({ message, token });
  }
  const hostile = { ...messages[0], messageId: '..' };
  return [
    ...references,
    { message: hostile, token: await sealed(vendor, { userId, message: hostile, callbackIds: withIds }) },
    { message: hostile, token: 'v1.k1.' },
  ];
}

interface Sealing {
  readonly userId?: string;
  readonly message?: MessageRef;
  readonly callbackIds?: CallbackIds | undefined;
  readonly expiresAt?: number;
}

function sealed(
  adapter: string,
  { userId = '', message = { messageId: '' }, callbackIds, expiresAt = 4_000_000_000_000 }: Sealing,
): Promise<string> {
  return sealMessageRef({
    ...{ sealingKeys: SEALING_KEYS, userId, adapter, message, expiresAt },
    ...(callbackIds && { callbackIds }),
  });
}
