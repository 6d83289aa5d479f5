/**
 * Every way in which the chat can fail: the HTTP status of the response (0 if there was none) and
 * the sentence a user reads. `retryable` says whether the same request can succeed later.
 */
export const CHAT_ERRORS = {
  invalid_request: {
    status: 400,
    retryable: false,
    sentence: 'The server did not understand this. Reload the page and try again.',
  },
  unauthenticated: {
    status: 401,
    retryable: false,
    sentence: 'The session of this browser has ended. Reload the page to continue.',
  },
  cross_origin: {
    status: 403,
    retryable: false,
    sentence: 'The server accepts this only from its own page. Open the chat at its own address.',
  },
  conversation_not_found: {
    status: 404,
    retryable: false,
    sentence: 'There is no such conversation. It may have been deleted, or belong to another browser.',
  },
  answer_not_found: {
    status: 404,
    retryable: false,
    sentence: 'This answer is already complete, so there is nothing to stop.',
  },
  not_found: { status: 404, retryable: false, sentence: 'There is nothing at this address.' },
  request_too_large: {
    status: 413,
    retryable: false,
    sentence: 'The message is too long to be sent. Shorten it, or send it in parts.',
  },
  upstream_refused: {
    status: 502,
    retryable: false,
    sentence: 'The assistant is not set up to answer. Tell the operator of this chat.',
  },
  upstream_failed: {
    status: 502,
    retryable: true,
    sentence: 'The assistant could not finish this. Try again in a moment.',
  },
  upstream_unreachable: {
    status: 503,
    retryable: true,
    sentence: 'The assistant cannot be reached. Try again in a moment.',
  },
  upstream_busy: {
    status: 503,
    retryable: true,
    sentence: 'The assistant is busy. Try again in a moment.',
  },
  internal: {
    status: 500,
    retryable: true,
    sentence: 'Something went wrong on the server. Try again in a moment.',
  },
  network: {
    status: 0,
    retryable: true,
    sentence: 'The server cannot be reached. Check the connection and try again.',
  },
} as const satisfies Record<string, ChatErrorEntry>;

interface ChatErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  readonly sentence: string;
}

export type ChatErrorCode = keyof typeof CHAT_ERRORS;

export function isChatErrorCode(value: unknown): value is ChatErrorCode {
  return typeof value === 'string' && Object.hasOwn(CHAT_ERRORS, value);
}

/** The code of anything thrown; an error that is not in the table is `internal`. */
export function codeOfError(error: unknown): ChatErrorCode {
  return error instanceof ChatError ? error.code : 'internal';
}

/**
 * An error in the table. It contains no text of users or vendors, so it may be logged and sent to
 * the browser.
 */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ChatErrorCode;

  constructor(code: ChatErrorCode, options?: ErrorOptions) {
    super(CHAT_ERRORS[code].sentence, options);
    this.code = code;
  }

  get status(): number {
    return CHAT_ERRORS[this.code].status;
  }

  get retryable(): boolean {
    return CHAT_ERRORS[this.code].retryable;
  }
}
