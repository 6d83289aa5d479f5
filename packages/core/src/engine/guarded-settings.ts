import { LIMITS } from '../feedback/limits.ts';
import type { SubmitResult } from '../feedback/types.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import type { EngineSettings, TabLocks, WrapAttempt } from './engine-options.ts';

/**
 * Guards the host's callbacks and the features of the browser: if one throws, such as an `onError` or
 * a lock that a sandbox forbids, the engine continues. Clock, timers and random numbers are not
 * guarded. Reports the first exception of each function.
 */
export function guardSettings(settings: EngineSettings, report: ReportException): EngineSettings {
  const {
    onError,
    onExpired,
    isKnown,
    metadata,
    refreshMessage,
    wrapAttempt,
    channel,
    locks,
    page,
    setTimer,
  } = settings;

  function guard<Arguments extends unknown[], Result>(
    name: string,
    call: (...all: Arguments) => Result,
    otherwise: Result,
  ): (...all: Arguments) => Result {
    return (...all) => {
      try {
        return call(...all);
      } catch (cause) {
        report(name, cause);
        return otherwise;
      }
    };
  }

  return {
    ...settings,
    onError: guard('onError', onError, undefined),
    onExpired: guard('onExpired', onExpired, undefined),
    isKnown: guard('isKnown', isKnown, false),
    metadata: guard('metadata', metadata, undefined),
    async refreshMessage(message) {
      try {
        return await refreshMessage(message);
      } catch (cause) {
        report('refreshMessage', cause);
        throw cause;
      }
    },
    wrapAttempt: guardWrapper(wrapAttempt, setTimer, report),
    channel: {
      post: guard('The channel to other tabs', (note) => channel.post(note), undefined),
      listen: guard(
        'The channel to other tabs',
        (listener) => channel.listen(listener),
        () => {},
      ),
    },
    locks: guardLocks(locks, report),
    page: {
      listen: guard(
        'Listening to the page',
        (listeners) => page.listen(listeners),
        () => {},
      ),
      isOffline: guard('isOffline', () => page.isOffline?.() ?? false, false),
    },
  };
}

/** Makes the attempt even if the wrapper throws, or has not begun it after `submitTimeoutMs`. */
function guardWrapper(
  wrapAttempt: WrapAttempt,
  setTimer: EngineSettings['setTimer'],
  report: ReportException,
): WrapAttempt {
  return async (submission, call) => {
    let outcome: Promise<SubmitResult> | null = null;
    await new Promise<void>((begin) => {
      const callOnce = () => {
        outcome ??= call();
        begin();
        return outcome;
      };
      const cancelTimeout = setTimer(begin, LIMITS.submitTimeoutMs);
      Promise.resolve()
        .then(() => wrapAttempt(submission, callOnce))
        .catch((cause) => outcome ?? report('wrapAttempt', cause))
        .catch(() => {})
        .finally(() => {
          cancelTimeout();
          begin();
        });
    });
    outcome ??= call();
    return outcome;
  };
}

/** Does the work without the lock if the host's locks throw. */
function guardLocks(locks: TabLocks, report: ReportException): TabLocks {
  return {
    async hold(name, work) {
      let begun: Promise<void> | null = null;
      const workOnce = (free: boolean) => {
        begun ??= work(free);
        return begun;
      };
      try {
        await locks.hold(name, workOnce);
      } catch (cause) {
        report('locks', cause);
      }
      await workOnce(true);
    },
  };
}

/** Reports the first exception of each of the host's functions. */
export function createExceptionReport(): ReportException {
  const reported = new Set<string>();
  return (name, cause) => {
    if (reported.has(name)) return;
    reported.add(name);
    const { console } = globalThis as { readonly console?: { error(...all: unknown[]): void } };
    console?.error(`Message Feedback: ${name} threw an exception. The kit continues without it.`, cause);
  };
}

export type ReportException = (name: string, cause: unknown) => void;

/**
 * The error for `onError` if the engine could not be loaded at first. It comes late, because the
 * code that reports errors loads with the engine.
 */
export function lateLoadError(cause: unknown): FeedbackError {
  return new FeedbackError(
    'network',
    'The code that sends feedback could not be loaded at first, so feedback waited. It is loaded now.',
    { cause },
  );
}
