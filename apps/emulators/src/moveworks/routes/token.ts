import type { Context } from 'hono';
import * as v from 'valibot';
import { isJson, parseWith, type Routes } from '../../frame/site.ts';
import { equalText } from '../moveworks-callbacks.ts';
import { invalidRequest, type Moveworks, moveworksError } from '../moveworks-caller.ts';
import { MOVEWORKS_ACCESS } from '../moveworks-settings.ts';
import { base62 } from '../moveworks-state.ts';

/**
 * `POST /oauth/v1/token`: returns a bearer for client credentials, sent as a form or as JSON.
 * Moveworks does not publish how a bearer gets its user. Here it is the field `user`.
 */
export const tokenRoutes: Routes<Moveworks> = {
  '/token': {
    async post(context, { settings, state, now }) {
      const refuse = (field: string) => invalidRequest(`The field ${field} is missing or wrong.`);
      const { user, ...given } = parseWith(fieldsSchema, await readFields(context), refuse);
      const { clientId, clientSecret } = MOVEWORKS_ACCESS;
      if (given.client_id !== clientId || !equalText(given.client_secret, clientSecret)) {
        throw moveworksError(401, 'UNAUTHORIZED', 'The client credentials are not valid.');
      }
      const { tokenResponse, tokenExpiresIn: expires_in } = settings();
      const token = `mwt_${base62(60)}`;
      state.tokens.insert({ token, kind: 'access', user, expires_at: now() + expires_in * 1000 });
      const answer = { access_token: token, expires_in, token_type: 'Bearer' };
      return tokenResponse === 'flat' ? answer : { data: answer };
    },
  },
};

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
