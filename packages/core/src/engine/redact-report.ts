import { draftOf } from '../feedback/draft.ts';
import type { Feedback } from '../feedback/types.ts';
import { type ClientState, setRegister } from '../state/client-state.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import type { EngineSettings } from './engine-options.ts';

/**
 * Reports text that the host's `redact` could not redact. Feedback that was to be sent is refused, and
 * its text stays in the form. For drafts, only the first exception is reported, because every key
 * press makes another draft.
 */
export function createRedactReport(state: ClientState, onError: EngineSettings['onError']): RedactReport {
  let isDraftReported = false;
  return (cause, content, entry) => {
    if (entry !== undefined) {
      // While the engine was loading, the user may have sent another text.
      const isReplaced = entry.delivery === null && isUnsent(entry.register);
      entry.draft ??= draftOf(content);
      const refusal = { code: 'redaction_failed', feedback: content, stamp: '' } as const;
      if (!isReplaced) setRegister(state, entry, { ...entry.register, refusal });
      onError(new FeedbackError('redaction_failed', `${THROWN} not sent. Fix redact.`, { cause }), null);
    } else if (!isDraftReported) {
      isDraftReported = true;
      onError(new FeedbackError('redaction_failed', `${THROWN} lost with this page.`, { cause }), null);
    }
  };
}

const THROWN = 'The function redact failed, so text of the user is not stored and is';

type RedactReport = (cause: unknown, content: Feedback, entry: FeedbackEntry | undefined) => void;
