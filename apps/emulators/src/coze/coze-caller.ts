import type { Context } from 'hono';
import * as v from 'valibot';
import { type Handler, isJson, parseWith, validToken } from '../frame/site.ts';
import { orThrow } from '../frame/store.ts';
import { badParameter, type Coze, cozeError, invalidToken, isStudio, noSuchPath } from './coze-answers.ts';
import { type ConversationRow, type CozeRegion, type CozeScope, identityOf } from './coze-state.ts';

/** One of the two sites, which share everything but their tokens. */
export interface CozeSite extends Coze {
  readonly region: CozeRegion;
}

export interface CozeCaller extends CozeSite {
  /** Whom the token stands for, as a conversation keeps it. */
  readonly identity: { readonly region: CozeRegion; readonly creator: string; readonly account: string };
}

/**
 * A handler of callers whose token has these permissions, is of this region, and is on an account
 * that has calls left. Who the caller is follows from the token alone.
 */
export const permitted =
  (scopes: readonly CozeScope[], handle: Handler<CozeCaller>): Handler<CozeSite> =>
  (context, site) => {
    const { state, region } = site;
    const { exhaustedCode } = site.settings();
    const token = validToken(context, state.tokens, site.now());
    if (!token) throw invalidToken(site, context.req);
    if (token.region !== region) throw cozeError(site, 4101, WRONG_SITE);
    const missing = scopes.find((scope) => !token.scopes.includes(scope));
    if (missing) throw cozeError(site, 4101, `The access token lacks the permission ${missing}.`);
    const callsLeft = state.callsLeft();
    if (callsLeft === 0) throw cozeError(site, exhaustedCode, 'The free calls of this account are used up.');
    if (callsLeft !== null) state.setCallsLeft(callsLeft - 1);
    const { account } = token;
    return handle(context, {
      ...site,
      identity: { region, creator: identityOf(account, token.session_name), account },
    });
  };

/** A call that Coze Studio does not have. */
export const inCloud =
  (handle: Handler<CozeSite>, refuse = noSuchPath): Handler<CozeSite> =>
  (context, site) => {
    if (isStudio(site)) throw refuse(site, context.req);
    return handle(context, site);
  };

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
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text || '{}');
  if (!json.success) throw badParameter(site, 'the body is not JSON');
  return checked(site, schema, json.output);
}

/** The same for the query. */
export const readQuery = <Schema extends v.GenericSchema>(context: Context, site: Coze, schema: Schema) =>
  checked(site, schema, context.req.query());

const checked = <Schema extends v.GenericSchema>(site: Coze, schema: Schema, value: unknown) =>
  parseWith(schema, value, (field, problem) => badParameter(site, `${field}: ${problem}`));

/** An id as Coze makes them: an int64 in decimal, as text. */
export const idSchema = v.pipe(v.string(), v.regex(/^\d{1,19}$/, 'not an id'));

/** @throws HTTPException when the caller has no such conversation: Coze does not tell a foreign one from none. */
export function ownConversation(caller: CozeCaller, id: string | undefined): ConversationRow {
  const { region, creator } = caller.identity;
  const conversation = v.is(idSchema, id) && caller.state.conversations.find({ id, region, creator });
  const code = isStudio(caller) ? 103000002 : caller.settings().foreignConversationCode;
  return orThrow(conversation, () => cozeError(caller, code, 'The conversation does not exist.'));
}

/** @throws HTTPException when the caller has no such message there. */
export function ownMessage(
  caller: CozeCaller,
  ids: { conversation_id: string | undefined; message_id: string },
) {
  const conversation = ownConversation(caller, ids.conversation_id);
  const message = caller.state.visibleMessage(ids.message_id, conversation.id);
  const { unknownMessageCode: code } = caller.settings();
  return orThrow(message, () => cozeError(caller, code, 'The message does not exist.'));
}
