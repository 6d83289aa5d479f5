import type { MessageRef } from '@message-feedback/core';
import fc from 'fast-check';
import { type SealMessageRefOptions, sealMessageRef } from '../../src/index.ts';
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

  async function sealed(
    message: MessageRef,
    change: Partial<SealMessageRefOptions> = {},
  ): Promise<Reference> {
    const token = await sealMessageRef({
      ...{ sealingKeys: SEALING_KEYS, userId, adapter: vendor, message, expiresAt: 4_000_000_000_000 },
      ...(vendor === 'moveworks' && { callbackIds: CALLBACK_IDS }),
      ...change,
    });
    return { message, token };
  }

  const references = await Promise.all([
    ...messages.slice(0, 14).map((message) => sealed(message)),
    ...messages
      .slice(14)
      .map((message, index) => sealed(message, SPOILED[index % SPOILED.length]?.(message))),
    sealed({ ...messages[0], messageId: '..' }),
  ]);
  const changed = references.map(({ message, token }) => ({ message, token: `${token.slice(0, -2)}AA` }));
  return [
    ...references,
    ...changed.slice(0, 2),
    { message: { ...messages[0], messageId: '..' }, token: 'v1.k1.' },
  ];
}

/** References that a host should not have sealed like this, or not for this user. */
const SPOILED: readonly ((message: MessageRef) => Partial<SealMessageRefOptions>)[] = [
  () => ({ expiresAt: START - 1_000 }),
  () => ({ userId: 'another user' }),
  () => ({ sealingKeys: [{ id: 'removed', key: 'A'.repeat(43) }] }),
  (message) => ({ message: { ...message, messageId: '..' } }),
  () => ({ callbackIds: { helpful: 'x' } }),
];
