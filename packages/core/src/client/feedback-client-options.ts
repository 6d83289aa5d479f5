import type { EngineOptions, LoadEngine } from '../engine/engine.ts';
import type { JournalStorage } from '../state/journal.ts';

export interface FeedbackClientOptions extends EngineOptions {
  /**
   * Gets the code that delivers. A function that gives it at once makes a client that is ready with its first call.
   * @default fetches it, as a chunk of its own where the host's bundler splits
   */
  readonly loadEngine?: LoadEngine;
  /**
   * Whose feedback this is, for machines that several people use: what one has not sent yet waits for them and is never sent as
   * somebody else's. Only a hash of it is stored.
   * @default one nameless user
   */
  readonly userId?: string;
  /** Where feedback is written down until the proxy has it, such as `localStorage`. @default nowhere */
  readonly storage?: JournalStorage | null;
  /** Called once when storage turns out to be blocked or full; the client goes on in memory. */
  readonly onStorageProblem?: (cause: unknown) => void;
  /** Tells this page's stamps from others'; 1 to 32 characters of `0-9a-z`. @default random */
  readonly clientId?: string;
}
