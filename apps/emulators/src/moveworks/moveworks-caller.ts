import { randomBytes, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import type * as v from 'valibot';
import { isJson, parseWith, refusal, validToken } from '../frame/site.ts';
import { orThrow } from '../frame/store.ts';
import type { UpstreamContext } from '../frame/upstream.ts';
import type { MoveworksPath, MoveworksSettings } from './moveworks-settings.ts';
import type { ConversationRow, MoveworksState, ResponseRow } from './moveworks-state.ts';

/** The emulated Moveworks, as every route gets it. */
export interface Moveworks extends UpstreamContext<MoveworksSettings> {
  readonly state: MoveworksState;
}

export interface MoveworksCaller extends Moveworks {
  readonly user: string;
}

/**
 * Identifies the user by the bearer.
 *
 * @throws HTTPException 404 if the API generation is not enabled, then 401 for the bearer, then 403
 *   for the assistant.
 */
export function admit(context: Context, moveworks: Moveworks, path: MoveworksPath): MoveworksCaller {
  const { enabledPaths, assistantName } = moveworks.settings();
  if (!enabledPaths.includes(path)) throw notFound();
  const token = validToken(context, moveworks.state.tokens, moveworks.now());
  if (!token) throw moveworksError(401, 'UNAUTHORIZED', 'The bearer is missing, unknown or expired.');
  if (context.req.header('Assistant-Name') !== assistantName) {
    throw moveworksError(403, 'FORBIDDEN', 'The assistant is not valid.');
  }
  return { ...moveworks, user: token.user };
}

/** The conversation of the path. @throws HTTPException 404 if there is none, or it is another user's. */
export function ownConversation({ req }: Context, { state, user }: MoveworksCaller): ConversationRow {
  const id = req.param('conversation_id') ?? '';
  return orThrow(state.conversations.find({ id, user }), () => notFound('The conversation'));
}

/** The response of the path, in its conversation. */
export function ownResponse(context: Context, caller: MoveworksCaller): ResponseRow {
  const { id: conversation_id } = ownConversation(context, caller);
  const response = caller.state.responses.find({
    id: context.req.param('response_id') ?? '',
    conversation_id,
  });
  return orThrow(response, () => notFound('The response'));
}

/**
 * The JSON body of a request. Ignores unknown fields.
 *
 * @param refuse - creates the error with the code of the call.
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

/** One page of sorted rows: `limit` of 1 to 100, after the last row of the page before. */
export function pageOf<Row extends { readonly id: string }>({ req }: Context, rows: readonly Row[]) {
  const { limit: given = '20', cursor } = req.query();
  const limit = /^\d+$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 100) throw invalidInput('The limit is a whole number from 1 to 100.');
  const start = cursor === undefined ? 0 : rows.findIndex((row) => cursorAfter(row) === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    throw moveworksError(400, 'INVALID_CURSOR', 'The cursor is not valid.');
  }
  const page = rows.slice(start, start + limit);
  const last = rows.length > start + limit ? page.at(-1) : undefined;
  return { page, metadata: { next_cursor: last ? cursorAfter(last) : null } };
}

const cursorAfter = ({ id }: { readonly id: string }) => Buffer.from(id).toString('base64url');

const answerOf = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status });

export const moveworksError = (...parts: Parameters<typeof answerOf>): HTTPException =>
  refusal(answerOf(...parts));

/** The error of the feedback call. */
export const invalidRequest = (message: string) => moveworksError(400, 'INVALID_REQUEST', message);

/** The error of all other calls. */
export const invalidInput = (message: string) => moveworksError(400, 'INVALID_INPUT', message);

export const notFound = (what = 'The resource') =>
  moveworksError(404, 'NOT_FOUND', `${what} does not exist.`);

export const internalError = (): Response => answerOf(500, 'INTERNAL_ERROR', 'Internal server error.');

/** The response of an injected failure. */
export function injectedFailure(status: number, code?: string | number): Response {
  const words = (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replace(/[^A-Z]+/g, '_');
  const fitting = { 429: 'RATE_LIMIT_EXCEEDED', 500: 'INTERNAL_ERROR' }[status] ?? words;
  const answer = answerOf(status, String(code ?? fitting), 'Made to fail.');
  for (const [name, value] of Object.entries(traceHeaders())) answer.headers.set(name, value);
  return answer;
}

/** The headers of every response, by which Moveworks' support finds the request. */
export const traceHeaders = (): Record<string, string> => ({
  'x-moveworks-root-uuid': randomUUID(),
  'x-trace-id': randomBytes(16).toString('hex'),
});
