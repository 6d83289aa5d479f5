import { ChatError, type ChatErrorCode } from '../../../contract/chat-error.ts';

/**
 * The `ChatError` for a failure of Coze. Logs the status, Coze's code and its log id, never its
 * text.
 */
export function cozeFailure({ request, status, code, logId }: CozeFailure): ChatError {
  const meaning = chatErrorCode(status, code);
  if (meaning !== 'conversation_not_found' && meaning !== 'answer_not_found') {
    const where = /^[\w-]{1,64}$/.test(logId ?? '') ? ` (log id ${logId})` : '';
    const what = code === null ? 'without a code' : `code ${code}`;
    console.error(`Coze answered ${status} ${what}${where} to ${request}. ${CURES[meaning] ?? ''}`.trim());
  }
  return new ChatError(meaning);
}

export interface CozeFailure {
  /** The request, without ids. */
  readonly request: string;
  /** The HTTP status, which means little: Coze also sends failures with 200. */
  readonly status: number;
  /** `null` if the response is not Coze's. */
  readonly code: number | null;
  readonly logId: string | null;
}

/** Codes of an invalid or expired token. */
export const TOKEN_CODES: ReadonlySet<number | null> = new Set([4100, 4101, 700012006]);

const CURES: Partial<Record<ChatErrorCode, string>> = {
  upstream_refused:
    'Check COZE_BASE_URL, COZE_BOT_ID, that the bot is published to the API, and the permissions of the token.',
};

function chatErrorCode(status: number, code: number | null): ChatErrorCode {
  const known = code === null ? undefined : MEANINGS.get(code);
  if (known) return known;
  if (status === 429) return 'upstream_busy';
  return status >= 500 ? 'upstream_failed' : 'upstream_refused';
}

/** The published codes of Coze that do not mean a wrong configuration. */
const MEANINGS: ReadonlyMap<number, ChatErrorCode> = new Map([
  // The chat is unknown or has already ended.
  [4001, 'answer_not_found'],
  [4104, 'answer_not_found'],
  [4002, 'conversation_not_found'],
  [4200, 'conversation_not_found'],
  // Limits per day, system and minute; and another answer is running in this conversation.
  [4008, 'upstream_busy'],
  [4009, 'upstream_busy'],
  [4016, 'upstream_busy'],
  [4020, 'upstream_busy'],
  // The model failed.
  [4013, 'upstream_failed'],
  [5000, 'upstream_failed'],
]);
