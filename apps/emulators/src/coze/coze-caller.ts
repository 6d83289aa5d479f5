import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { bearerOf, type Handler, isJson, parseWith, refusal } from '../frame/site.ts';
import type { UpstreamService } from '../frame/upstream.ts';
import type { CozeSettings } from './coze-settings.ts';
import {
  type ConversationRow,
  type CozeRegion,
  type CozeScope,
  type CozeState,
  identityOf,
} from './coze-state.ts';

/** What every route of the emulated Coze works with, in both regions. */
export type Coze = UpstreamService<CozeSettings, CozeState>;

/** One of the two sites, which share everything but their tokens. */
export interface CozeSite extends Coze {
  readonly region: CozeRegion;
}

export interface CozeCaller {
  readonly region: CozeRegion;
  /** Whom the token stands for. */
  readonly creator: string;
  readonly account: string;
}

/** A handler of callers whose token has these permissions. */
export const permitted =
  (site: CozeSite, scopes: readonly CozeScope[], handle: Handler<CozeCaller>): Handler<undefined> =>
  (context) =>
    handle(context, admit(context, site, scopes));

/**
 * The caller behind the bearer: a right token of this region, with the permissions asked for, on an account that
 * has calls left. Who the caller is follows from the token alone.
 *
 * @throws HTTPException for the first of these that does not hold.
 */
function admit(context: Context, site: CozeSite, scopes: readonly CozeScope[]): CozeCaller {
  const { state, region } = site;
  const { invalidTokenCode, exhaustedCode } = site.settings();
  const token = state.tokens.find({ token: bearerOf(context) ?? '' });
  if (!token || (token.expires_at !== null && token.expires_at <= site.now())) {
    throw cozeError(site, invalidTokenCode, 'The access token is invalid.');
  }
  if (token.region !== region) throw cozeError(site, 4101, WRONG_SITE);
  const missing = scopes.find((scope) => !token.scopes.includes(scope));
  if (missing) throw cozeError(site, 4101, `The access token lacks the permission ${missing}.`);
  const callsLeft = state.callsLeft();
  if (callsLeft === 0) throw cozeError(site, exhaustedCode, 'The free calls of this account are used up.');
  if (callsLeft !== null) state.setCallsLeft(callsLeft - 1);
  return { region, creator: identityOf(token.account, token.session_name), account: token.account };
}

/** The message points to the vendor's site, as Coze's own does: not a text for end users. */
const WRONG_SITE =
  'The token is incorrect for this site. For more information, refer to https://coze.com/docs/developer_guides/authentication';

/**
 * The JSON body of a request; none is an empty object. Fields the schema does not name are ignored.
 *
 * @throws HTTPException 4000 that names the first wrong field.
 */
export async function readBody<Schema extends v.GenericSchema>(context: Context, site: Coze, schema: Schema) {
  const text = await context.req.text();
  if (text && !isJson(context)) throw badParameter(site, 'the Content-Type is not application/json');
  return checked(site, schema, parseJson(text || '{}', site));
}

/** The same for the query. */
export const readQuery = <Schema extends v.GenericSchema>(context: Context, site: Coze, schema: Schema) =>
  checked(site, schema, context.req.query());

const checked = <Schema extends v.GenericSchema>(site: Coze, schema: Schema, value: unknown) =>
  parseWith(schema, value, (field, problem) => badParameter(site, `${field}: ${problem}`));

function parseJson(text: string, site: Coze): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badParameter(site, 'the body is not JSON');
  }
}

/** An id as Coze makes them: an int64 in decimal, as text. */
export const idSchema = v.pipe(v.string(), v.regex(/^\d{1,19}$/, 'not an id'));

/** @throws HTTPException when the caller has no such conversation: Coze does not tell a foreign one from none. */
export function ownConversation(site: Coze, id: string | undefined, caller: CozeCaller): ConversationRow {
  const { region, creator } = caller;
  const conversation = v.is(idSchema, id) && site.state.conversations.find({ id, region, creator });
  if (conversation) return conversation;
  throw cozeError(site, site.settings().foreignConversationCode, 'The conversation does not exist.');
}

export const cozeError = (site: Coze, code: number, message: string): HTTPException =>
  refusal(failure(site, code, message));

export const badParameter = (site: Coze, problem: string) =>
  cozeError(site, BAD_PARAMETER, `Invalid parameter: ${problem}`);

/** Where there is no such path. */
export const noSuchPath = (site: Coze) => cozeError(site, NOT_FOUND, 'not found');

const BAD_PARAMETER = 4000;
const NOT_FOUND = 404;

/** A success: code 0 and whatever the call gives back. */
export const succeed = (site: Coze, fields: object = {}): Response =>
  envelope(site, { code: 0, msg: '', ...fields }, 200);

/** A failure in the form of the chosen profile. Its code says what it is; the HTTP status need not. */
export function failure(site: Coze, code: number, msg: string): Response {
  const { profile, failureStatus } = site.settings();
  if (code === NOT_FOUND) return envelope(site, { code, msg }, 404);
  if (profile === 'cloud')
    return envelope(site, { code, msg }, failureStatus === '200' ? 200 : statusOf(code));
  // Coze Studio tells a bad parameter by the status, and everything else by the code alone.
  return code === BAD_PARAMETER
    ? envelope(site, { code: 400, msg }, 400)
    : envelope(site, { code, msg }, 200);
}

/** The answer to an injected failure, with exactly this status. */
export function injectedFailure(site: Coze, status: number, code?: string | number): Response {
  const given = Number(code ?? codeOf(status));
  return envelope(site, { code: given, msg: `Made to fail with ${given}.` }, status);
}

function envelope(site: Coze, body: object, status: number): Response {
  const headers = logIdHeader(site);
  const { profile, detail } = site.settings();
  const withDetail = detail && profile === 'cloud' ? { ...body, detail: { logid: headers[LOG_ID] } } : body;
  return Response.json(withDetail, { status, headers });
}

const LOG_ID = 'X-Tt-Logid';

/** The time to the second in Beijing, then twenty digits that tell one request from another. */
export function logIdHeader({ now }: Coze): { [LOG_ID]: string } {
  const beijing = new Date(now() + 8 * 3_600_000).toISOString();
  const digits = randomBytes(10).toString('hex').toUpperCase();
  return { [LOG_ID]: beijing.replace(/\D/g, '').slice(0, 14) + digits };
}

const statusOf = (code: number): number => STATUSES[code] ?? 400;

const STATUSES: Readonly<Record<number, number>> = {
  4008: 429,
  4009: 429,
  4020: 429,
  4100: 401,
  4101: 401,
  4200: 404,
  5000: 500,
  700012006: 401,
};

function codeOf(status: number): number {
  const [code] = Object.entries(STATUSES).find(([, fitting]) => fitting === status) ?? [];
  return Number(code ?? (status >= 500 ? 5000 : BAD_PARAMETER));
}
