import type { Context } from 'hono';
import * as v from 'valibot';
import { codePoints, parseWith, refusal } from '../frame/site.ts';
import type { UpstreamContext } from '../frame/upstream.ts';
import {
  assertStorable,
  difyError,
  internalServerError,
  invalidParam,
  type JsonObject,
  unauthorized,
} from './dify-errors.ts';
import type { DifyGeneration, DifySettings } from './dify-settings.ts';
import type { AppRow, DifyState, EndUserRow, Owner } from './dify-state.ts';
import { pythonFalsy, pythonString } from './python-text.ts';

/** The emulated Dify, as every route gets it. */
export interface Dify extends UpstreamContext<DifySettings> {
  readonly state: DifyState;
}

/** A call, with the id in its path; empty if the path has none. */
export interface DifyCall extends Dify {
  readonly id: string;
  readonly generation: DifyGeneration;
}

export interface DifyCaller extends DifyCall {
  readonly app: AppRow;
  readonly endUser: EndUserRow;
  /** The fields that the caller's rows have. */
  readonly owner: Owner;
}

/** Checks the key and the app, then creates the end user of `user`, before the rest of the body. */
export async function admitJson(context: Context, call: DifyCall, { userRequired = true } = {}) {
  const app = admitApp(context, call);
  const body = await readJsonObject(context, call.generation);
  return { ...callerOf(call, app, body.user, userRequired), body };
}

/** The same for calls with `user` in the query, where it is optional. */
export const admitQuery = (context: Context, call: DifyCall): DifyCaller =>
  callerOf(call, admitApp(context, call), context.req.query('user'), false);

/**
 * Checks the key alone, for calls that concern no user.
 *
 * @throws HTTPException 401 for a wrong key, 403 if the app or its workspace is disabled.
 */
export function admitApp(context: Context, { state, generation }: DifyCall): AppRow {
  const [, scheme, key] = /^(\S+)\s+(.+)$/.exec(context.req.header('Authorization') ?? '') ?? [];
  if (scheme === undefined || key === undefined) {
    throw unauthorized("Authorization header must be provided and start with 'Bearer'", generation);
  }
  if (scheme.toLowerCase() !== 'bearer') {
    throw unauthorized("Authorization scheme must be 'Bearer'", generation);
  }
  const app = state.apps.find({ api_key: key });
  if (!app) throw unauthorized('Access token is invalid', generation);
  if (app.condition !== 'normal') throw difyError(403, 'forbidden', CONDITIONS[app.condition]);
  return app;
}

const CONDITIONS: Readonly<Record<Exclude<AppRow['condition'], 'normal'>, string>> = {
  gone: 'The app no longer exists.',
  abnormal: "The app's status is abnormal.",
  api_disabled: "The app's API service has been disabled.",
  workspace_archived: "The workspace's status is archived.",
};

/** Creates the end user of a new `user`, even if the request is refused afterwards. */
function callerOf(call: DifyCall, app: AppRow, user: unknown, required: boolean): DifyCaller {
  if (pythonFalsy(user) && required) throw invalidParam('Arg user must be provided.');
  const sessionId = pythonFalsy(user) ? 'DEFAULT-USER' : pythonString(user);
  assertStorable(sessionId);
  // The width of `end_users.session_id`; the database refuses more.
  if (codePoints(sessionId) > 255) throw refusal(internalServerError(call.generation));
  const endUser = call.state.endUserOf(app.id, sessionId);
  const owner = { app_id: app.id, from_end_user_id: endUser.id, from_source: 'api' } as const;
  return { ...call, app, endUser, owner };
}

/** Checks the body in the order of Flask and Dify: media type, syntax, then that it is an object. */
async function readJsonObject(context: Context, generation: DifyGeneration) {
  const mediaType = context.req.header('Content-Type')?.split(';')[0]?.trim() ?? '';
  if (!/^application\/(.+\+)?json$/i.test(mediaType)) {
    const expected = "the request Content-Type was not 'application/json'";
    const message = `Did not attempt to load JSON data because ${expected}.`;
    throw difyError(415, 'unsupported_media_type', message);
  }
  const body = parseJson(await context.req.arrayBuffer(), generation);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body } as JsonObject;
  throw refusal(internalServerError(generation));
}

/**
 * The fields of a call other than the feedback call. Their errors have the form of G3, but not the
 * wording of any Dify. Ignores unknown fields.
 */
export const readFields = <Schema extends v.GenericSchema>(schema: Schema, fields: unknown) =>
  parseWith(schema, fields, (field, problem) => invalidParam(`${field}: ${problem}`));

/** A UUID in lower case; `null` if it is absent or empty. */
export const optionalId = v.pipe(
  v.nullish(v.union([v.literal(''), v.pipe(v.string(), v.uuid())]), null),
  v.transform((id) => id?.toLowerCase() || null),
);

function parseJson(bytes: ArrayBuffer, generation: DifyGeneration): unknown {
  const isMalformed = (value: unknown) => typeof value === 'string' && /\p{Surrogate}/u.test(value);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (key, value) => {
      // The JSON parser of later generations refuses lone surrogates.
      if (generation !== 'G1' && (isMalformed(key) || isMalformed(value))) throw new SyntaxError();
      return value;
    });
  } catch {
    const message = 'The browser (or proxy) sent a request that this server could not understand.';
    throw difyError(400, 'bad_request', message);
  }
}
