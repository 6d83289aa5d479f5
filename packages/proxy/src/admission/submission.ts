import {
  type Capabilities,
  type Feedback,
  FeedbackError,
  LIMITS,
  type MessageRef,
  type ProblemDetail,
  parseStamp,
  type SentSubmission,
} from '@message-feedback/core';
import type {
  FeedbackAdapter,
  IdRule,
  MaybePromise,
  MessageIdRules,
  UpstreamMessage,
} from '../adapters/feedback-adapter.ts';
import type { OpenMessageRef } from '../sealing/sealed-message-ref.ts';
import type { AcceptanceTerms, UserSubmission } from '../stores/feedback-store.ts';
import { withTimeLimit } from '../time-limit.ts';
import { admitRating, messageNotFound } from './accepted-ratings.ts';

/** Decides whether this user may rate this message. */
export type Authorize = (context: {
  readonly user: string;
  readonly message: MessageRef;
}) => MaybePromise<boolean>;

/**
 * Decides whether this user may give this message this feedback. Throws a `FeedbackError`:
 * `invalid_submission`, `clock_skew`, `message_not_found`, `reference_expired`, `invalid_message`,
 * `not_ratable` or, when `authorize` fails or takes too long, `internal`.
 */
export async function admitSubmission(
  submission: SentSubmission,
  userId: string,
  options: AdmissionOptions,
): Promise<UserSubmission> {
  const { message: reference, feedback, stamp } = submission;
  const { adapter, now } = options;
  checkProblems(feedback, adapter);
  checkClock(submission, now());
  const admitted = await admitMessage(reference, userId, options);
  const { rating } = feedback;
  const mayBeRefused = adapter.ratingsOf !== undefined || adapter.resolveMessage !== undefined;
  const message =
    rating !== null && mayBeRefused ? await admitRating(rating, admitted, userId, options) : admitted;
  return { userId, message, feedback, stamp };
}

export interface AdmissionOptions {
  readonly adapter: FeedbackAdapter;
  readonly authorize: Authorize | undefined;
  /** `null` for a proxy without sealing keys, which ignores references. */
  readonly openMessageRef: OpenMessageRef | null;
  readonly now: () => number;
  /** The time limits of `authorize` and `resolveMessage`. */
  readonly timings: { readonly hostMs: number; readonly lookUpMs: number };
}

function checkProblems(feedback: Feedback, adapter: FeedbackAdapter): void {
  const problems = adapter.problems?.(feedback) ?? [];
  const [first] = problems;
  if (first === undefined) return;
  throw new FeedbackError(
    'invalid_submission',
    `The submission was refused and nothing was stored: ${first.field}: ${first.message}`,
    { problems },
  );
}

/**
 * The later stamp wins, so a wrong clock would decide between two devices. A stamp from the future
 * would even lock the message until then. An old stamp is accepted, because the device may have
 * been offline. The response carries the proxy's time.
 */
function checkClock({ stamp, sentAt }: SentSubmission, now: number): void {
  const minutes = LIMITS.clockSkewMs / 60_000;
  const stampedAt = parseStamp(stamp)?.ms ?? Number.POSITIVE_INFINITY;
  if (stampedAt > now + LIMITS.clockSkewMs)
    throw clockSkew(`The stamp is more than ${minutes} minutes ahead of the proxy's clock`);
  if (sentAt === null) throw clockSkew("The client does not know the proxy's time yet");
  if (sentAt !== undefined && Math.abs(sentAt - now) > LIMITS.clockSkewMs)
    throw clockSkew(`sentAt differs from the proxy's clock by more than ${minutes} minutes`);
}

function clockSkew(reason: string): FeedbackError {
  return new FeedbackError(
    'clock_skew',
    `${reason}, so nothing was stored. Set your clock to serverTime, correct the stamp and send it again.`,
  );
}

/**
 * Returns the message with the ids that the upstream needs. A sealed reference proves permission. The
 * request takes the ids that it lacks from the reference; the ids that it has must be the reference's.
 * `authorize`, if there is one, must allow the rating as well. Without either, the upstream decides.
 */
async function admitMessage(
  reference: MessageRef,
  userId: string,
  { adapter, authorize, openMessageRef, timings }: AdmissionOptions,
): Promise<UpstreamMessage> {
  const { token } = reference;
  const sealed = openMessageRef && token !== undefined ? await openMessageRef(token, userId) : null;
  if (sealed === 'expired') throw referenceExpired();
  // A missing reference is as bad as an invalid one if nothing else can prove the permission.
  const needed = openMessageRef !== null && adapter.ownership === 'host' && authorize === undefined;
  if (!sealed && (needed || (openMessageRef !== null && token !== undefined))) throw messageNotFound();

  const message = checkMessage({ ...sealed, ...reference }, adapter.ids);
  if (sealed && !isSealedMessage(message, sealed, adapter)) throw messageNotFound();
  await checkAuthorized(authorize, { user: userId, message }, timings.hostMs);
  return sealed?.callbackIds === undefined ? message : { ...message, callbackIds: sealed.callbackIds };
}

function referenceExpired(): FeedbackError {
  return new FeedbackError(
    'reference_expired',
    'The sealed reference of the message has expired, or its key was removed, so nothing was stored. Send the feedback again with a fresh reference.',
  );
}

function isSealedMessage(message: MessageRef, sealed: MessageRef, { ids }: FeedbackAdapter): boolean {
  try {
    const { messageId, conversationId, responseId } = checkMessage(sealed, ids);
    return (
      message.messageId === messageId &&
      message.conversationId === conversationId &&
      message.responseId === responseId
    );
  } catch {
    // The host has sealed ids that this upstream cannot have.
    return false;
  }
}

/** Another user's message gets the same error as a message that does not exist. */
async function checkAuthorized(
  authorize: Authorize | undefined,
  context: Parameters<Authorize>[0],
  timeoutMs: number,
): Promise<void> {
  if (authorize === undefined) return;
  let allowed: unknown;
  try {
    allowed = await withTimeLimit(timeoutMs, () => authorize(context));
  } catch (cause) {
    throw new FeedbackError(
      'internal',
      "The authorize function of the host failed or took too long, so nothing was stored. Look for its error in the host's log.",
      { cause },
    );
  }
  if (allowed !== true) throw messageNotFound();
}

/**
 * Returns the ids that the upstream needs, normalized, and no others. Throws
 * `invalid_message`, so that only ids which the upstream can have created get into a URL.
 */
function checkMessage(message: MessageRef, rules: MessageIdRules): MessageRef {
  const problems: ProblemDetail[] = [];
  const checked: Record<string, string> = {};
  for (const field of MESSAGE_ID_FIELDS) {
    const rule = rules[field];
    if (rule === undefined) continue;
    const id = matchId(message[field], rule);
    if (id === null) problems.push(idProblem(`message.${field}`, rule, message[field]));
    else checked[field] = id;
  }
  if (problems.length > 0) throw invalidMessage(problems);
  return { messageId: checked.messageId ?? message.messageId, ...checked };
}

const MESSAGE_ID_FIELDS = ['messageId', 'conversationId', 'responseId'] as const;

/** The normalized id. `null` if this upstream cannot have it. */
export function matchId(id: string | undefined, { pattern, normalize }: IdRule): string | null {
  if (id === undefined || !pattern.test(id)) return null;
  return normalize === undefined ? id : normalize(id);
}

function idProblem(field: string, { expected }: IdRule, id: string | undefined): ProblemDetail {
  return id === undefined
    ? { field, code: 'missing', message: `It is missing. Send ${expected}.` }
    : { field, code: 'wrong_form', message: `It is not ${expected}.` };
}

function invalidMessage(problems: readonly ProblemDetail[]): FeedbackError {
  const first = problems[0];
  return new FeedbackError(
    'invalid_message',
    `The message cannot belong to this upstream, so nothing was stored: ${first?.field}: ${first?.message}`,
    { problems },
  );
}

/** The store's terms for this feedback, derived from the upstream's capabilities. */
export function acceptanceTerms(
  { rating }: Feedback,
  { revoke, change, holdMs }: Capabilities,
): AcceptanceTerms {
  return {
    holdMs,
    // `unknown` counts as no: the effect of a second submission is not documented.
    mayReplaceSent: rating === null ? revoke : change === true,
    skipIfNothingSent: rating === null && (holdMs > 0 || !revoke),
  };
}
