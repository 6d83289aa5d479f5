import type { FeedbackSubmission, MessageRef } from '../feedback/types.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import { callWithTimeout } from './attempt.ts';
import type { EngineSettings } from './engine-options.ts';
import { retryDelay } from './timings.ts';

/** Replaces an expired sealed reference of one message: by the host's function, or a bar's. */
export function createFreshReference(
  entry: FeedbackEntry,
  { refreshMessage, setTimer, random }: Pick<EngineSettings, 'refreshMessage' | 'setTimer' | 'random'>,
  onFresh: () => void,
): FreshReference {
  let expired: string | null = null;
  let failures = 0;
  let asking = false;
  let cancelTimer: (() => void) | null = null;

  // Without a token, the proxy would refuse the feedback permanently.
  const isFresh = ({ token }: { readonly token?: string }) =>
    expired !== null && token !== undefined && token !== expired;

  function use(message: MessageRef): void {
    entry.message = message;
    expired = null;
    onFresh();
  }

  async function ask(message: MessageRef): Promise<void> {
    if (asking || cancelTimer !== null) return;
    asking = true;
    const call = async () => refreshMessage(message);
    const fresh = await callWithTimeout(call, new AbortController(), setTimer).catch(() => 'failed' as const);
    asking = false;
    if (expired === null) return;
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
      return expired !== null;
    },
    expired({ message }) {
      const before = expired;
      expired = message.token ?? '';
      if (failures === 0 || before === expired) {
        failures++;
        void ask(message);
      } else askLater(message);
    },
    changed() {
      const { message } = entry;
      if (message.messageId && isFresh(message as MessageRef)) use(message as MessageRef);
    },
    sent() {
      expired = null;
      failures = 0;
    },
    close: () => cancelTimer?.(),
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
