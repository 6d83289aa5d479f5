import { STATUS_CODES } from 'node:http';

/** A refusal, thrown by whatever finds the request wanting. */
export class MoveworksError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'MoveworksError';
    this.status = status;
    this.code = code;
  }
}

/** Of the feedback call. */
export const invalidRequest = (message: string) => new MoveworksError(400, 'INVALID_REQUEST', message);

/** Of all other calls. */
export const invalidInput = (message: string) => new MoveworksError(400, 'INVALID_INPUT', message);

export const invalidCursor = () => new MoveworksError(400, 'INVALID_CURSOR', 'The cursor is not valid.');

export const unauthorized = () =>
  new MoveworksError(401, 'UNAUTHORIZED', 'The bearer is missing, unknown or expired.');

export const forbidden = () => new MoveworksError(403, 'FORBIDDEN', 'The assistant is not valid.');

export const notFound = (what = 'The resource') =>
  new MoveworksError(404, 'NOT_FOUND', `${what} does not exist.`);

/** The body of a failure, in the vendor's envelope. */
export const errorBody = (code: string, message: string) => ({ error: { code, message } });

/** The code that fits an HTTP status, for failures made on purpose. */
export function codeOf(status: number): string {
  if (status === 429) return 'RATE_LIMIT_EXCEEDED';
  if (status === 500) return 'INTERNAL_ERROR';
  return (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replace(/[^A-Z]+/g, '_');
}
