import { timingSafeEqual } from 'node:crypto';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { invalidRequest, MoveworksError } from '../moveworks-error.ts';
import { type MoveworksService, moveworksSettings } from '../moveworks-service.ts';
import { base62 } from '../state/moveworks-id.ts';

/**
 * `POST /oauth/v1/token`: a bearer for client credentials, sent as a form or as JSON. How the vendor ties a bearer
 * to a person is not public; here the field `user` names the person.
 */
export function addTokenRoute(app: Hono, service: MoveworksService): void {
  app.post('/token', async (context) => {
    const fields = v.safeParse(fieldsSchema, await readFields(context));
    if (!fields.success) {
      const [issue] = fields.issues;
      throw invalidRequest(`The field ${v.getDotPath(issue) ?? 'body'} is missing or wrong.`);
    }
    const { client_id: id, client_secret: secret, user } = fields.output;
    if (id !== DEFAULT_CLIENT.id || !isSecret(secret)) {
      throw new MoveworksError(401, 'UNAUTHORIZED', 'The client credentials are not valid.');
    }
    const { tokenResponse, tokenExpiresIn } = moveworksSettings(service);
    const token = `mwt_${base62(60)}`;
    const expiresAt = service.now() + tokenExpiresIn * 1000;
    service.state.tokens.create({ token, kind: 'access', user, expires_at: expiresAt });
    const answer = { access_token: token, expires_in: tokenExpiresIn, token_type: 'Bearer' };
    return context.json(tokenResponse === 'flat' ? answer : { data: answer });
  });
}

/** The one client there is. It opens nothing but the emulator, so it is no secret. */
export const DEFAULT_CLIENT = { id: 'emulated-client', secret: 'emulated-secret' } as const;

function isSecret(given: string) {
  const [left, right] = [Buffer.from(given), Buffer.from(DEFAULT_CLIENT.secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function readFields(context: Context): Promise<unknown> {
  const type = context.req.header('Content-Type') ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return Object.fromEntries(new URLSearchParams(await context.req.text()));
  }
  return /^application\/json\b/i.test(type) ? context.req.json().catch(() => undefined) : undefined;
}

const fieldsSchema = v.object({
  grant_type: v.literal('client_credentials'),
  client_id: v.string(),
  client_secret: v.string(),
  user: v.pipe(v.string(), v.minLength(1)),
});
