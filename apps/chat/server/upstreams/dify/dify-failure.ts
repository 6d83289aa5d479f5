import * as v from 'valibot';
import { ChatError, type ChatErrorCode } from '../../../contract/chat-error.ts';

/**
 * The `ChatError` for a failed response of Dify. Logs the status and Dify's code, never its text.
 */
export async function toChatError(response: Response, request: string): Promise<ChatError> {
  const failure = v.safeParse(FAILURE, await response.json().catch(() => null));
  const difyCode = failure.success ? failure.output.code : '';
  const code = chatErrorCode(response.status, difyCode);
  if (code !== 'conversation_not_found') {
    console.error(
      `Dify answered ${response.status} ${logged(difyCode)} to ${request}. ${CURES[code] ?? ''}`.trim(),
    );
  }
  return new ChatError(code);
}

/** The same for an `error` event inside a stream, which carries its own status. */
export function eventToChatError(event: {
  status?: number | undefined;
  code?: string | undefined;
}): ChatError {
  const code = chatErrorCode(event.status ?? 500, event.code ?? '');
  console.error(`Dify broke off an answer with ${event.status ?? 'no status'} ${logged(event.code ?? '')}.`);
  return new ChatError(code);
}

const FAILURE = v.object({ code: v.optional(v.string(), '') });

const CURES: Partial<Record<ChatErrorCode, string>> = {
  upstream_refused: 'Check DIFY_API_KEY, DIFY_BASE_URL and the settings of the app in Dify.',
};

function chatErrorCode(status: number, difyCode: string): ChatErrorCode {
  if (status === 429) return difyCode === 'rate_limit_error' ? 'upstream_refused' : 'upstream_busy';
  if (status === 404) return difyCode === 'not_found' ? 'conversation_not_found' : 'upstream_refused';
  if (status === 413) return 'request_too_large';
  // A failed run of the model is a 400 with its own code; retrying can help.
  if (difyCode === 'completion_request_error') return 'upstream_failed';
  return status >= 500 ? 'upstream_failed' : 'upstream_refused';
}

/** Dify's codes are words such as `not_chat_app`. Anything else is not a code and is not logged. */
function logged(difyCode: string): string {
  return /^[a-z_]{1,60}$/.test(difyCode) ? difyCode : 'without a code';
}
