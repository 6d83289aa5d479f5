import type { DeliveryOutcome } from '../adapters/delivery-outcome.ts';
import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import { TokenUnavailableError } from '../adapters/host-functions.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { within } from './time-limit.ts';

/** The credentials of a request, from the host: token and callback ids, each renewed at most once in an attempt. */
export function createCredentials(
  { userId, message }: FeedbackRow,
  { adapter, now, timeoutMs }: CredentialsOptions,
): UpstreamCredentials {
  const { getToken, resolveMessage } = adapter;
  const deadline = now() + timeoutMs;
  let token: string | null = null;
  let callbackIds = message.callbackIds;
  let tokenRenewed = false;
  let idsRenewed = false;

  const timeLeft = () => Math.max(1, deadline - now());

  async function getValidToken(rejected?: string): Promise<string | null> {
    if (getToken === undefined) return null;
    const asked = await within(timeLeft(), async () =>
      getToken({ userId, ...(rejected !== undefined && { rejected }) }),
    );
    // Anything else cannot be written into a header; a line break at the end is the usual guest.
    if (typeof asked === 'string' && /^[\x21-\x7e]+$/.test(asked)) return asked;
    throw new TypeError('The getToken function returned what is not a token, so nothing was sent.');
  }

  async function resolve(): Promise<UpstreamMessage['callbackIds']> {
    if (resolveMessage === undefined) return undefined;
    const { callbackIds: _, ...ids } = message;
    return (await within(timeLeft(), async () => resolveMessage({ userId, message: ids }))) ?? undefined;
  }

  return {
    timeLeft,

    async get() {
      try {
        token ??= await getValidToken();
      } catch (cause) {
        // Whatever else the host's function says, the words of the user are kept until the host has fixed it.
        throw new CredentialsUnavailable(
          { type: cause instanceof TokenUnavailableError ? 'retry' : 'held' },
          cause,
        );
      }
      try {
        callbackIds ??= await resolve();
      } catch (cause) {
        throw new CredentialsUnavailable({ type: 'retry' }, cause);
      }
      if (callbackIds === undefined && resolveMessage !== undefined) {
        throw new CredentialsUnavailable({ type: 'refused', code: 'message_not_found' });
      }
      return { token, message: callbackIds === undefined ? message : { ...message, callbackIds } };
    },

    async renew(outcome) {
      try {
        if (outcome.type === 'held' && token !== null && !tokenRenewed) {
          tokenRenewed = true;
          const rejected = token;
          token = await getValidToken(rejected);
          return token !== rejected;
        }
        if (outcome.type === 'refused' && outcome.stale === true && resolveMessage && !idsRenewed) {
          idsRenewed = true;
          const rejected = callbackIds;
          callbackIds = await resolve();
          return callbackIds !== undefined && JSON.stringify(callbackIds) !== JSON.stringify(rejected);
        }
      } catch {
        // The upstream's own outcome says what matters; the host's function is asked again with the next attempt.
      }
      return false;
    },
  };
}

export interface UpstreamCredentials {
  /** Milliseconds left of the attempt, at least 1. */
  timeLeft(): number;
  /** Rejects with `MeansMissing` when the host does not give what is needed. */
  get(): Promise<{ readonly token: string | null; readonly message: UpstreamMessage }>;
  /** Gets other credentials than those that led to this outcome; `false` when there are none, or this outcome has another cause. */
  renew(outcome: DeliveryOutcome): Promise<boolean>;
}

interface CredentialsOptions {
  readonly adapter: FeedbackAdapter;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** Why no request can be made. `cause` is what the host's function threw. */
export class CredentialsUnavailable extends Error {
  readonly outcome: DeliveryOutcome;

  constructor(outcome: DeliveryOutcome, cause?: unknown) {
    super('The host did not give what the request needs.', { cause });
    this.outcome = outcome;
  }
}
