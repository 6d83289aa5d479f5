import { randomBytes, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import type * as v from 'valibot';
import { bearerOf, isJson, parseWith, refusal } from '../frame/site.ts';
import type { UpstreamService } from '../frame/upstream.ts';
import type { MOVEWORKS_PATHS, MoveworksSettings } from './moveworks-settings.ts';
import type { ConversationRow, MoveworksState, ResponseRow } from './moveworks-state.ts';

/** What every route of the emulated Moveworks works with. */
export type Moveworks = UpstreamService<MoveworksSettings, MoveworksState>;

/** The API has three generations, each under a path of its own. */
export type MoveworksPath = (typeof MOVEWORKS_PATHS)[number];

/**
 * The user behind the bearer. Before an API generation is enabled it hides even from those who may not use it;
 * afterwards the bearer is looked at before everything else, then the assistant.
 *
 * @throws HTTPException 404, 401 or 403, in this order.
 */
export function admit(context: Context, { settings, state, now }: Moveworks, path: MoveworksPath): string {
  const { enabledPaths, assistantName } = settings();
  if (!enabledPaths.includes(path)) throw notFound();
  const token = state.tokens.find({ token: bearerOf(context) ?? '' });
  if (!token || (token.expires_at !== null && token.expires_at <= now())) {
    throw moveworksError(401, 'UNAUTHORIZED', 'The bearer is missing, unknown or expired.');
  }
  if (context.req.header('Assistant-Name') !== assistantName) {
    throw moveworksError(403, 'FORBIDDEN', 'The assistant is not valid.');
  }
  return token.user;
}

/** The conversation a path names. Another user's is as good as none. */
export function ownConversation(context: Context, user: string, { state }: Moveworks): ConversationRow {
  const conversation = state.conversations.find({ id: context.req.param('conversation_id') ?? '', user });
  if (!conversation) throw notFound('The conversation');
  return conversation;
}

/** The response a path names, in its conversation. */
export function ownResponse(context: Context, user: string, moveworks: Moveworks): ResponseRow {
  const { id } = ownConversation(context, user, moveworks);
  const place = { id: context.req.param('response_id') ?? '', conversation_id: id };
  const response = moveworks.state.responses.find(place);
  if (!response) throw notFound('The response');
  return response;
}

/**
 * The JSON body of a request; fields the schema does not name are ignored.
 *
 * @param refuse - makes the error of the call's own code.
 */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
  refuse: (message: string) => HTTPException = invalidInput,
) {
  if (!isJson(context)) throw refuse('The body has to be application/json.');
  const body: unknown = await context.req.json().catch(() => undefined);
  return parseWith(schema, body, (field) => refuse(`The field ${field} is missing or wrong.`));
}

/** How many of a list a caller wants, and from where: `limit` of 1 to 100, and the cursor of the page before. */
export function readPage(context: Context, list: List): { limit: number; after: number[] | undefined } {
  const { limit = '20', cursor } = context.req.query();
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 100) {
    throw invalidInput('The limit is a whole number from 1 to 100.');
  }
  if (cursor === undefined) return { limit: Number(limit), after: undefined };
  const [name, ...places] = Buffer.from(cursor, 'base64url').toString().split(':');
  // The cursor of another list is as wrong as none.
  if (name !== list || places.length === 0 || !places.every((place) => /^\d+$/.test(place))) {
    throw moveworksError(400, 'INVALID_CURSOR', 'The cursor is not valid.');
  }
  return { limit: Number(limit), after: places.map(Number) };
}

/** A page of the rows and the cursor of the next one, given one row more than the limit. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  list: List,
  placesOf: (last: Row) => readonly number[],
) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const cursorTo = (row: Row) => Buffer.from([list, ...placesOf(row)].join(':')).toString('base64url');
  return { page, metadata: { next_cursor: rows.length > limit && last ? cursorTo(last) : null } };
}

type List = 'conversations' | 'messages' | 'events';

const answerOf = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status });

export const moveworksError = (...parts: Parameters<typeof answerOf>): HTTPException =>
  refusal(answerOf(...parts));

/** Of the feedback call. */
export const invalidRequest = (message: string) => moveworksError(400, 'INVALID_REQUEST', message);

/** Of all other calls. */
export const invalidInput = (message: string) => moveworksError(400, 'INVALID_INPUT', message);

export const notFound = (what = 'The resource') =>
  moveworksError(404, 'NOT_FOUND', `${what} does not exist.`);

export const internalError = (): Response => answerOf(500, 'INTERNAL_ERROR', 'Internal server error.');

/** The answer to an injected failure. */
export function injectedFailure(status: number, code?: string | number): Response {
  const answer = answerOf(status, String(code ?? codeOf(status)), 'Made to fail.');
  for (const [name, value] of Object.entries(traceHeaders())) answer.headers.set(name, value);
  return answer;
}

function codeOf(status: number): string {
  if (status === 429) return 'RATE_LIMIT_EXCEEDED';
  if (status === 500) return 'INTERNAL_ERROR';
  return (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replace(/[^A-Z]+/g, '_');
}

/** What every answer of Moveworks carries, by which its support finds the request. */
export const traceHeaders = (): Record<string, string> => ({
  'x-moveworks-root-uuid': randomUUID(),
  'x-trace-id': randomBytes(16).toString('hex'),
});
