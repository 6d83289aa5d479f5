import type { FeedbackSubmission, MessageRef } from '../feedback/types.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import { callWithTimeout } from './attempt.ts';
import type { EngineSettings } from './engine-options.ts';
import { retryDelay } from './timings.ts';

/** Replaces one message's expired sealed reference with one from `refreshMessage` or from a bar. */
export function createFreshReference(
  entry: FeedbackEntry,
  { refreshMessage, setTimer, random }: Pick<EngineSettings, 'refreshMessage' | 'setTimer' | 'random'>,
  onFresh: () => void,
): FreshReference {
  let expiredToken: string | null = null;
  let failures = 0;
  let asking = false;
  let cancelTimer: (() => void) | null = null;

  // Without a token, the proxy would refuse the feedback permanently.
  const isFresh = ({ token }: { readonly token?: string }) =>
    expiredToken !== null && token !== undefined && token !== expiredToken;

  function use(message: MessageRef): void {
    entry.message = message;
    expiredToken = null;
    onFresh();
  }

  async function ask(message: MessageRef): Promise<void> {
    if (asking || cancelTimer !== null) return;
    asking = true;
    const call = async () => refreshMessage(message);
    const fresh = await callWithTimeout(call, new AbortController(), setTimer).catch(() => 'failed' as const);
    asking = false;
    if (expiredToken === null) return;
    if (fresh === 'failed') askLater(message);
    else if (fresh?.messageId === message.messageId && isFresh(fresh)) {
      use({ ...entry.message, ...fresh });
    }
  }

  function askLater(message: MessageRef): void {
    cancelTimer = setTimer(
      () => {
        cancelTimer = null;
        void ask(message);
      },
      retryDelay(++failures, random),
    );
  }

  return {
    get isNeeded() {
      return expiredToken !== null;
    },
    expired({ message }) {
      const before = expiredToken;
      expiredToken = message.token ?? '';
      if (failures === 0 || before === expiredToken) {
        failures++;
        void ask(message);
      } else askLater(message);
    },
    changed() {
      const { message } = entry;
      if (message.messageId && isFresh(message as MessageRef)) use(message as MessageRef);
    },
    sent() {
      expiredToken = null;
      failures = 0;
    },
    close() {
      // Ends a call in progress, too: its failure would be retried for ever.
      expiredToken = null;
      cancelTimer?.();
    },
  };
}

export interface FreshReference {
  /** Whether the submission waits for a fresh reference. */
  readonly isNeeded: boolean;
  /** The proxy reported that this submission's reference has expired. */
  expired(submission: FeedbackSubmission): void;
  /** The message has another reference, perhaps a fresh one. */
  changed(): void;
  /** The reference was accepted. */
  sent(): void;
  close(): void;
}
