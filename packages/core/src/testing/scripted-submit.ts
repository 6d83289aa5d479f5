import type {
  FeedbackItem,
  FeedbackReceipt,
  FeedbackSubmission,
  LoadFeedback,
  SubmitFeedback,
} from '../feedback/types.ts';
import { FeedbackError, type FeedbackErrorCode } from '../wire/feedback-error.ts';

/**
 * A submit function for tests and stories that behaves like a proxy in memory: the newest stamp
 * wins. Without a script, every call succeeds at once.
 *
 * @example
 * const submit = createScriptedSubmit();
 * submit.failNext('network');
 * const client = createFeedbackClient({ submit });
 * client.rate({ messageId: 'message-1' }, 'like');
 * // Later, when the client has retried:
 * submit.received.length; // 2
 */
export function createScriptedSubmit({
  items = [],
  delayMs = 0,
}: ScriptedSubmitOptions = {}): ScriptedSubmit {
  const stored = new Map(items.map((item) => [item.messageId, item]));
  const received: FeedbackSubmission[] = [];
  const script: ScriptStep[] = [];
  let always: ScriptStep | null = null;

  const submit: SubmitFeedback = async (submission, { signal }) => {
    received.push(submission);
    const step = script.shift() ?? always;
    if (delayMs > 0) await wait(delayMs, signal);
    if (step === null) return keep(submission);
    return step.type === 'fail' ? fail(step) : respondWhenReleased(step, submission);
  };

  function keep({ message, feedback, stamp }: FeedbackSubmission): FeedbackReceipt {
    const { messageId } = message;
    const before = stored.get(messageId);
    if (before !== undefined && before.stamp > stamp) return { ...before, status: 'superseded' };
    const item: FeedbackItem = { messageId, feedback, stamp, undoUntil: null, final: false };
    stored.set(messageId, item);
    return { ...item, status: 'delivered' };
  }

  async function respondWhenReleased(
    step: PausedStep,
    submission: FeedbackSubmission,
  ): Promise<FeedbackReceipt> {
    const code = await step.released;
    return code === null ? keep(submission) : fail({ code });
  }

  const load: LoadFeedback = async (messages) => ({
    items: messages.flatMap(({ messageId }) => stored.get(messageId) ?? []),
  });

  return Object.assign(submit, {
    load,
    received,
    stored,
    failNext(code: FeedbackErrorCode, details: FailureDetails = {}) {
      script.push({ type: 'fail', code, ...details });
    },
    failAlways(code: FeedbackErrorCode | null) {
      always = code && { type: 'fail', code };
    },
    pauseNext(): PausedResponse {
      let settle: (code: FeedbackErrorCode | null) => void = () => {};
      const released = new Promise<FeedbackErrorCode | null>((resolve) => {
        settle = resolve;
      });
      script.push({ type: 'pause', released });
      return { succeed: () => settle(null), fail: (code) => settle(code) };
    },
  });
}

export interface ScriptedSubmit extends SubmitFeedback {
  readonly load: LoadFeedback;
  /** Every submission, in order of arrival. */
  readonly received: readonly FeedbackSubmission[];
  /** The stored feedback, by message id. */
  readonly stored: ReadonlyMap<string, FeedbackItem>;
  /** Fails the next submission with this code. Several calls script several failures. */
  failNext(code: FeedbackErrorCode, details?: FailureDetails): void;
  /** Fails every unscripted submission with this code, until called with `null`. */
  failAlways(code: FeedbackErrorCode | null): void;
  /** Pauses the next submission until the test releases it, for responses that come out of order or never. */
  pauseNext(): PausedResponse;
}

export interface PausedResponse {
  succeed(): void;
  fail(code: FeedbackErrorCode): void;
}

export interface ScriptedSubmitOptions {
  /** Initially stored feedback. */
  readonly items?: readonly FeedbackItem[];
  /** Delay of every response to a submission, in milliseconds. Reads respond at once. @default 0 */
  readonly delayMs?: number;
}

export interface FailureDetails {
  readonly retryAfterMs?: number;
  readonly serverTime?: number;
}

interface FailedStep extends FailureDetails {
  readonly type: 'fail';
  readonly code: FeedbackErrorCode;
}

interface PausedStep {
  readonly type: 'pause';
  readonly released: Promise<FeedbackErrorCode | null>;
}

type ScriptStep = FailedStep | PausedStep;

function fail({ code, ...details }: Omit<FailedStep, 'type'>): never {
  throw new FeedbackError(code, `Scripted failure: ${code}.`, details);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
