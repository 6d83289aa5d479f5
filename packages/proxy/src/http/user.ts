import { FeedbackError, isStorableText } from '@message-feedback/core';
import type { MaybePromise } from '../adapters/feedback-adapter.ts';
import { withTimeLimit } from '../time-limit.ts';
import { PROXY_LIMITS } from '../timings.ts';

/** Returns the id of the signed-in user; `null`, `undefined` or `''` if no user is signed in. */
export type Identify = (request: Request) => MaybePromise<string | null | undefined>;

/**
 * Gets the user's id from the host. Throws `unauthenticated` without a signed-in user and
 * `internal` if the host's function fails or takes longer than `hostMs`.
 */
export async function identifyUser(
  identify: Identify,
  request: Request,
  { hostMs }: { readonly hostMs: number },
): Promise<string> {
  let userId: unknown;
  try {
    userId = await withTimeLimit(hostMs, () => identify(request));
  } catch (cause) {
    throw new FeedbackError(
      'internal',
      "The identify function of the host failed or took too long, so nothing was stored. Look for its error in the host's log.",
      { cause },
    );
  }
  if (userId === null || userId === undefined || userId === '') {
    throw new FeedbackError(
      'unauthenticated',
      'No user is signed in, so nothing was stored. Sign in and send it again.',
    );
  }
  if (
    typeof userId !== 'string' ||
    userId.length > PROXY_LIMITS.userIdCharacters ||
    !isStorableText(userId)
  ) {
    throw new FeedbackError(
      'internal',
      `The identify function of the host did not return a user id, so nothing was stored. Let it return a string of at most ${PROXY_LIMITS.userIdCharacters} characters.`,
    );
  }
  return userId;
}
