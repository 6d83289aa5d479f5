import { type GetToken, type TokenQuestion, TokenUnavailableError } from '@message-feedback/proxy';
import { ChatError } from '../../contract/chat-error.ts';

/**
 * The user's token for an upstream. Throws a `ChatError` if there is none, and logs the reason for
 * the operator.
 */
export async function obtainToken(getToken: GetToken, question: TokenQuestion): Promise<string> {
  try {
    return await getToken(question);
  } catch (cause) {
    if (cause instanceof TokenUnavailableError) throw new ChatError('upstream_unreachable', { cause });
    console.error(cause instanceof Error ? cause.message : 'There is no token for the upstream.');
    throw new ChatError('upstream_refused', { cause });
  }
}
