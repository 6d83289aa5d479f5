import type {
  FeedbackItem,
  FeedbackReceipt,
  FeedbackSubmission,
  LoadFeedback,
  SubmitFeedback,
} from '../feedback/types.ts';
import { FeedbackError, type FeedbackErrorCode } from '../wire/feedback-error.ts';

/**
 * A submit function for tests and stories that behaves like a proxy in memory: the newest stamp wins. It succeeds at once
 * until it is told otherwise.
 */
export function createScriptedSubmit({
  items = [],
  delayMs = 0,
}: ScriptedSubmitOptions = {}): ScriptedSubmit {
  const stored = new Map(items.map((item) => [item.messageId, item]));
  const received: FeedbackSubmission[] = [];
  const script: Step[] = [];
  let always: Step | null = null;

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
    step: PauseStep,
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
  /** Every submission, in the order of arrival. */
  readonly received: readonly FeedbackSubmission[];
  /** What is stored, by message id. */
  readonly stored: ReadonlyMap<string, FeedbackItem>;
  /** The next call fails with this code. May be called several times for several failures. */
  failNext(code: FeedbackErrorCode, details?: FailureDetails): void;
  /** Every call without a script of its own fails with this code; `null` ends it. */
  failAlways(code: FeedbackErrorCode | null): void;
  /** The next call hangs until it is told how to end, so that answers can come out of order or never. */
  pauseNext(): PausedResponse;
}

export interface PausedResponse {
  succeed(): void;
  fail(code: FeedbackErrorCode): void;
}

export interface ScriptedSubmitOptions {
  /** What is stored from the start. */
  readonly items?: readonly FeedbackItem[];
  /** Every answer takes this long, in milliseconds. @default 0 */
  readonly delayMs?: number;
}

export interface FailureDetails {
  readonly retryAfterMs?: number;
  readonly serverTime?: number;
}

interface FailStep extends FailureDetails {
  readonly type: 'fail';
  readonly code: FeedbackErrorCode;
}

interface PauseStep {
  readonly type: 'pause';
  readonly released: Promise<FeedbackErrorCode | null>;
}

type Step = FailStep | PauseStep;

function fail({ code, ...details }: Omit<FailStep, 'type'>): never {
  throw new FeedbackError(code, `The script says: ${code}.`, details);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
