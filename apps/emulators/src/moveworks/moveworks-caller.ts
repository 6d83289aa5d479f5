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

/** What every route of the emulated Moveworks works with. */
export interface Moveworks extends UpstreamContext<MoveworksSettings> {
  readonly state: MoveworksState;
}

export interface MoveworksCaller extends Moveworks {
  readonly user: string;
}

/**
 * The user behind the bearer. Before an API generation is enabled it hides even from those who may
 * not use it; afterwards the bearer is looked at before everything else, then the assistant.
 *
 * @throws HTTPException 404, 401 or 403, in this order.
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

/** The conversation a path names. Another user's is as good as none. */
export function ownConversation({ req }: Context, { state, user }: MoveworksCaller): ConversationRow {
  const id = req.param('conversation_id') ?? '';
  return orThrow(state.conversations.find({ id, user }), () => notFound('The conversation'));
}

/** The response a path names, in its conversation. */
export function ownResponse(context: Context, caller: MoveworksCaller): ResponseRow {
  const { id: conversation_id } = ownConversation(context, caller);
  const response = caller.state.responses.find({
    id: context.req.param('response_id') ?? '',
    conversation_id,
  });
  return orThrow(response, () => notFound('The response'));
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

/**
 * One page of a list: `limit` of 1 to 100 rows after the cursor of the page before.
 *
 * @param keyOf - where in the list a row is: it is in the order of the first number, then the second.
 */
export function pageOf<Row>({ req }: Context, list: string, rows: readonly Row[], keyOf: (row: Row) => Key) {
  const { limit: given = '20', cursor } = req.query();
  const limit = /^\d+$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 100) throw invalidInput('The limit is a whole number from 1 to 100.');
  const after: Key = cursor === undefined ? [-Infinity, 0] : readCursor(cursor, list);
  const beyond = rows
    .filter((row) => compareKeys(keyOf(row), after) > 0)
    .sort((one, other) => compareKeys(keyOf(one), keyOf(other)));
  const page = beyond.slice(0, limit);
  const last = beyond.length > limit && page.at(-1);
  const next_cursor = last ? Buffer.from([list, ...keyOf(last)].join(':')).toString('base64url') : null;
  return { page, metadata: { next_cursor } };
}

type Key = readonly [number, number];

const compareKeys = (one: Key, other: Key) => one[0] - other[0] || one[1] - other[1];

function readCursor(cursor: string, list: string): Key {
  const parts = /^(\w+):(-?\d+):(-?\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  // The cursor of another list is as wrong as none.
  if (parts?.[1] === list) return [Number(parts[2]), Number(parts[3])];
  throw moveworksError(400, 'INVALID_CURSOR', 'The cursor is not valid.');
}

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
  const words = (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replace(/[^A-Z]+/g, '_');
  const fitting = { 429: 'RATE_LIMIT_EXCEEDED', 500: 'INTERNAL_ERROR' }[status] ?? words;
  const answer = answerOf(status, String(code ?? fitting), 'Made to fail.');
  for (const [name, value] of Object.entries(traceHeaders())) answer.headers.set(name, value);
  return answer;
}

/** What every answer of Moveworks carries, by which its support finds the request. */
export const traceHeaders = (): Record<string, string> => ({
  'x-moveworks-root-uuid': randomUUID(),
  'x-trace-id': randomBytes(16).toString('hex'),
});
