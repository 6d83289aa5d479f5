import type { Feedback } from '../feedback/types.ts';
import type { FeedbackEntry } from './entry.ts';

/**
 * Feedback or a draft as it may be stored and sent. `null` if the host's `redact` throws. For
 * feedback that is to be sent, pass its `entry`: the engine then shows the user the refusal.
 */
export function redacted<Content extends Feedback & { readonly customReason?: string | undefined }>(
  { redact, report }: Redaction,
  content: Content,
  entry?: FeedbackEntry,
): Content | null {
  // A host without types may return nothing. `toString` then throws, so that nothing is stored.
  const clean = <Text extends string | undefined>(text: Text) => text && (redact(text).toString() as Text);
  try {
    const { reasons, comment, customReason } = content;
    return {
      ...content,
      reasons: reasons.map(clean),
      comment: clean(comment),
      customReason: clean(customReason),
    };
  } catch (cause) {
    report('redact', cause, content, entry);
    return null;
  }
}

export interface Redaction {
  /** The host's function, for each text that is about to be stored or sent. It may throw. */
  readonly redact: (text: string) => string;
  /**
   * Reports an exception of one of the host's functions; for `redact`, with the text. Until the
   * engine replaces it, the exceptions wait in `early`.
   */
  report: (...exception: HostException) => void;
}

export type HostException = [name: string, cause: unknown, unredacted?: Feedback, entry?: FeedbackEntry];
