import { type GetToken, type TokenRequest, TokenUnavailableError } from '@message-feedback/proxy';
import { ChatError } from '../../contract/chat-error.ts';

/**
 * The user's token for an upstream. Throws a `ChatError` if there is none, and logs the reason for
 * the operator.
 */
export async function obtainToken(getToken: GetToken, request: TokenRequest): Promise<string> {
  try {
    return await getToken(request);
  } catch (cause) {
    if (cause instanceof TokenUnavailableError) throw new ChatError('upstream_unreachable', { cause });
    console.error(cause instanceof Error ? cause.message : 'There is no token for the upstream.');
    throw new ChatError('upstream_refused', { cause });
  }
}
