import * as v from 'valibot';
import { ChatError, type ChatErrorCode } from '../../../contract/chat-error.ts';

/**
 * The `ChatError` for a failed response of Moveworks. Logs the status and Moveworks' code, never
 * its text.
 */
export async function toChatError(response: Response, request: string): Promise<ChatError> {
  const failure = v.safeParse(FAILURE, await response.json().catch(() => null));
  const moveworksCode = failure.success ? failure.output.error.code : '';
  const code = chatErrorCode(response.status, request);
  if (code !== 'conversation_not_found') {
    const what = /^[A-Z_]{1,60}$/.test(moveworksCode) ? moveworksCode : 'without a code';
    const trace = response.headers.get('x-moveworks-root-uuid') ?? '';
    const where = /^[\w-]{1,64}$/.test(trace) ? ` (root uuid ${trace})` : '';
    console.error(
      `Moveworks answered ${response.status} ${what}${where} to ${request}. ${CURES[code] ?? ''}`.trim(),
    );
  }
  return new ChatError(code);
}

const FAILURE = v.object({ error: v.object({ code: v.string() }) });

const CURES: Partial<Record<ChatErrorCode, string>> = {
  upstream_refused:
    'Check MOVEWORKS_BASE_URL with its path, MOVEWORKS_ASSISTANT_NAME, the client, and that the API is enabled for you.',
};

function chatErrorCode(status: number, request: string): ChatErrorCode {
  if (status === 429) return 'upstream_busy';
  // A tenant without the API gets 404 for everything, even for the list of conversations.
  if (status === 404 && request.includes('/conversations/')) return 'conversation_not_found';
  return status >= 500 ? 'upstream_failed' : 'upstream_refused';
}
