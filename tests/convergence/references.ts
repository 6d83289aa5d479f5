import { type SealingKey, sealMessageRef } from '@message-feedback/proxy';
import './instant-opening.ts';

export const SEALING_KEYS: readonly SealingKey[] = [{ id: 'one', key: 'A'.repeat(43) }];

const MINUTE = 60_000;
/** Longer than a run, whose faults and healing take less than two hours. */
const MINUTES = 180;

/**
 * The sealed references that a host's server issues, each valid for one to two minutes. Sealed once
 * for all runs, which begin at the same time.
 */
export async function sealReferences({ messageIds, userId, startMs }: ReferenceOptions): Promise<References> {
  const tokens = new Map<string, readonly string[]>();
  for (const messageId of messageIds) {
    const seal = (_: unknown, minute: number) =>
      sealMessageRef({
        sealingKeys: SEALING_KEYS,
        userId,
        adapter: 'dify',
        message: { messageId },
        expiresAt: startMs + (minute + 2) * MINUTE,
      });
    tokens.set(messageId, await Promise.all(Array.from({ length: MINUTES }, seal)));
  }
  return {
    issue: (messageId) => tokens.get(messageId)?.[Math.floor((Date.now() - startMs) / MINUTE)] as string,
  };
}

interface ReferenceOptions {
  readonly messageIds: readonly string[];
  readonly userId: string;
  readonly startMs: number;
}

export interface References {
  /** The reference that the host's server issues now. */
  issue(messageId: string): string;
}
