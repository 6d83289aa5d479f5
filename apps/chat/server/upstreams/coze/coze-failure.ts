import { ChatError, type ChatErrorCode } from '../../../contract/chat-error.ts';

/** What a failure of Coze means. Writes the status, Coze's code and its log id to the log, never its text. */
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
  /** What was asked for, without ids. */
  readonly request: string;
  /** The HTTP status, of which little follows: Coze sends failures with 200 as well. */
  readonly status: number;
  /** `null` where the answer is none of Coze's. */
  readonly code: number | null;
  readonly logId: string | null;
}

/** Codes that say that the token is not, or no longer, good. */
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

/** Of Coze's published codes those that are no matter of set-up. */
const MEANINGS: ReadonlyMap<number, ChatErrorCode> = new Map([
  // The chat is unknown, or over already.
  [4001, 'answer_not_found'],
  [4104, 'answer_not_found'],
  [4002, 'conversation_not_found'],
  [4200, 'conversation_not_found'],
  // Limits: of the day, of the system, of the minute; and another answer under way in this conversation.
  [4008, 'upstream_busy'],
  [4009, 'upstream_busy'],
  [4016, 'upstream_busy'],
  [4020, 'upstream_busy'],
  // The model's own failure.
  [4013, 'upstream_failed'],
  [5000, 'upstream_failed'],
]);
