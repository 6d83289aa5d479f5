import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import * as v from 'valibot';
import { isJson, parseWith, type Routes } from '../../frame/site.ts';
import { invalidRequest, type Moveworks, moveworksError } from '../moveworks-caller.ts';
import { MOVEWORKS_CLIENT } from '../moveworks-settings.ts';
import { base62 } from '../moveworks-state.ts';

/**
 * `POST /oauth/v1/token`: a bearer for client credentials, sent as a form or as JSON. How the vendor ties a bearer
 * to a user is not public; here the field `user` names the user.
 */
export const tokenRoutes = (moveworks: Moveworks): Routes<undefined> => ({
  '/token': { post: (context) => createToken(context, moveworks) },
});

async function createToken(context: Context, { settings, state, now }: Moveworks) {
  const refuse = (field: string) => invalidRequest(`The field ${field} is missing or wrong.`);
  const fields = parseWith(fieldsSchema, await readFields(context), refuse);
  if (fields.client_id !== MOVEWORKS_CLIENT.id || !isSecret(fields.client_secret)) {
    throw moveworksError(401, 'UNAUTHORIZED', 'The client credentials are not valid.');
  }
  const { tokenResponse, tokenExpiresIn } = settings();
  const expires_at = now() + tokenExpiresIn * 1000;
  const { token } = state.tokens.insert({
    token: `mwt_${base62(60)}`,
    kind: 'access',
    user: fields.user,
    expires_at,
  });
  const answer = { access_token: token, expires_in: tokenExpiresIn, token_type: 'Bearer' };
  return tokenResponse === 'flat' ? answer : { data: answer };
}

function isSecret(given: string) {
  const [left, right] = [Buffer.from(given), Buffer.from(MOVEWORKS_CLIENT.secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function readFields(context: Context): Promise<unknown> {
  if (/^application\/x-www-form-urlencoded\b/i.test(context.req.header('Content-Type') ?? '')) {
    return Object.fromEntries(new URLSearchParams(await context.req.text()));
  }
  return isJson(context) ? context.req.json().catch(() => undefined) : undefined;
}

const fieldsSchema = v.object({
  grant_type: v.literal('client_credentials'),
  client_id: v.string(),
  client_secret: v.string(),
  user: v.pipe(v.string(), v.minLength(1)),
});
