import type { Context } from 'hono';
import * as v from 'valibot';
import { type Handler, isJson, parseWith, validToken } from '../frame/site.ts';
import { orThrow } from '../frame/store.ts';
import { badParameter, type Coze, cozeError, invalidToken, isStudio, noSuchPath } from './coze-answers.ts';
import { type ConversationRow, type CozeRegion, type CozeScope, identityOf } from './coze-state.ts';

/** One of the two sites. They share settings and quota; tokens, apps and conversations belong to one of them. */
export interface CozeSite extends Coze {
  readonly region: CozeRegion;
}

export interface CozeCaller extends CozeSite {
  /** The owner of the token, as conversations store it. */
  readonly identity: { readonly region: CozeRegion; readonly creator: string; readonly account: string };
}

/**
 * A handler for callers whose token has these permissions and is of this region, and whose account
 * has calls left. The token alone identifies the caller.
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

/** A handler for a call that Coze Studio does not have. */
export const inCloud =
  (handle: Handler<CozeSite>, refuse = noSuchPath): Handler<CozeSite> =>
  (context, site) => {
    if (isStudio(site)) throw refuse(site, context.req);
    return handle(context, site);
  };

/** Like Coze's own text, it links to the vendor's site, so it is not for end users. */
const WRONG_SITE =
  'The token is incorrect for this site. For more information, refer to https://coze.com/docs/developer_guides/authentication';

/**
 * The JSON body of a request; no body counts as an empty object. Ignores unknown fields.
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

/** An id of Coze: an int64 in decimal, as text. */
export const idSchema = v.pipe(v.string(), v.regex(/^\d{1,19}$/, 'not an id'));

/** @throws HTTPException if it does not exist or belongs to another user: Coze responds the same. */
export function ownConversation(caller: CozeCaller, id: string | undefined): ConversationRow {
  const { region, creator } = caller.identity;
  const conversation = v.is(idSchema, id) && caller.state.conversations.find({ id, region, creator });
  const code = isStudio(caller) ? 103000002 : caller.settings().foreignConversationCode;
  return orThrow(conversation, () => cozeError(caller, code, 'The conversation does not exist.'));
}

/** @throws HTTPException if the caller's conversation has no such message. */
export function ownMessage(
  caller: CozeCaller,
  ids: { conversation_id: string | undefined; message_id: string },
) {
  const conversation = ownConversation(caller, ids.conversation_id);
  const message = caller.state.visibleMessage(ids.message_id, conversation.id);
  const { unknownMessageCode: code } = caller.settings();
  return orThrow(message, () => cozeError(caller, code, 'The message does not exist.'));
}
