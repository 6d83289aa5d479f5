import { FeedbackError, isStorableText, type MessageRef } from '@message-feedback/core';
import { PROXY_LIMITS } from './limits.ts';

/** Names the user who sends a request; `null`, `undefined` or an empty text for nobody. */
export type Identify = (request: Request) => MaybePromise<string | null | undefined>;

/** Says whether this user may rate this message. */
export type Authorize = (question: {
  readonly user: string;
  readonly message: MessageRef;
}) => MaybePromise<boolean>;

type MaybePromise<Value> = Value | Promise<Value>;

/** The user's id, from the host. Throws `unauthenticated` for nobody and `internal` when the host's function fails. */
export async function identifyUser(identify: Identify, request: Request): Promise<string> {
  let userId: unknown;
  try {
    userId = await identify(request);
  } catch (cause) {
    throw new FeedbackError(
      'internal',
      'The identify function of the host failed, so nothing was stored. Look for its error in the host’s log.',
      { cause },
    );
  }
  if (userId === null || userId === undefined || userId === '') {
    throw new FeedbackError(
      'unauthenticated',
      'Nobody is signed in, so nothing was stored. Sign in and send it again.',
    );
  }
  if (
    typeof userId !== 'string' ||
    userId.length > PROXY_LIMITS.userIdCharacters ||
    !isStorableText(userId)
  ) {
    throw new FeedbackError(
      'internal',
      `The identify function of the host returned what is not a user id: a text of at most ${PROXY_LIMITS.userIdCharacters} characters. Nothing was stored.`,
    );
  }
  return userId;
}

/** Throws `message_not_found` when the host says no: a message of somebody else looks like one that does not exist. */
export async function checkAuthorized(
  authorize: Authorize | undefined,
  question: Parameters<Authorize>[0],
): Promise<void> {
  if (authorize === undefined) return;
  let allowed: unknown;
  try {
    allowed = await authorize(question);
  } catch (cause) {
    throw new FeedbackError(
      'internal',
      'The authorize function of the host failed, so nothing was stored. Look for its error in the host’s log.',
      { cause },
    );
  }
  if (allowed !== true) throw messageNotFound();
}

/** The one answer for messages that do not exist and messages of other people. */
export function messageNotFound(): FeedbackError {
  return new FeedbackError(
    'message_not_found',
    'There is no such message for this user, so nothing was stored. It may have been deleted, or made under another account.',
  );
}
