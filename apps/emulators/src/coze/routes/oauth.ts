import { createHash, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Context } from 'hono';
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { bearerOf, type Handler, type Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/store.ts';
import { logIdHeader } from '../coze-answers.ts';
import { type CozeSite, inCloud } from '../coze-caller.ts';

/** Answers an access token for a JWT. Coze Studio has no OAuth. */
const exchange: Handler<CozeSite> = async (context, site) => {
  const answer = (status: number, body: object) =>
    Response.json(body, { status, headers: logIdHeader(site) });
  const refuse = (status: number, code: string, message: string) =>
    answer(status, { error_code: code, error_message: message });

  const body: Record<string, unknown> = { ...(await context.req.json().catch(() => undefined)) };
  const { grant_type: grantType, duration_seconds: duration = DEFAULT_SECONDS } = body;
  if (grantType !== JWT_BEARER) {
    return refuse(400, 'unsupported_grant_type', `not supported grant type: ${grantType}`);
  }
  if (!isDuration(duration)) return refuse(400, 'invalid_request', 'invalid request: duration_seconds');
  const verified = await verifyJwt(context, site);
  if (!verified) return refuse(401, 'invalid_client', 'invalid client: jwt');
  const { app, sessionName: session_name } = verified;
  if (!app.active) {
    return refuse(403, 'access_deny', `app: ${app.name} is currently deactivated by the owner`);
  }
  const expiresAt = inSeconds(site.now()) + duration;
  const { region, account, scopes } = app;
  const token = `czs_${randomBytes(48).toString('base64url')}`;
  const expires_at = expiresAt * 1000;
  site.state.tokens.insert({ token, region, kind: 'oauth', account, session_name, scopes, expires_at });
  // Unlike elsewhere in OAuth this is a point in time, not a span.
  return answer(200, { access_token: token, expires_in: expiresAt });
};

const post = inCloud(exchange);

/** For an organisation or not. */
export const oauthRoutes: Routes<CozeSite> = {
  '/api/permission/oauth2/token': { post },
  '/api/permission/oauth2/account/:account_id/token': { post },
};

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Fifteen minutes. */
const DEFAULT_SECONDS = 900;

/** A second less than a day at most. */
const isDuration = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 86_399;

/**
 * What the bearer says, if it is a JWT that an OAuth app of this region signed with RS256, for this
 * site, in force now and never seen before. This uses it up.
 *
 * @returns undefined for any other.
 */
async function verifyJwt(context: Context, { state, now, region }: CozeSite) {
  const jwt = bearerOf(context) ?? '';
  try {
    const key = state.oauthKeys.find({ key_id: decodeProtectedHeader(jwt).kid ?? '' });
    const app = key && state.oauthApps.find({ id: key.app_id, region });
    if (!app) return undefined;
    const { host, hostname } = new URL(context.req.url);
    const { payload } = await jwtVerify(jwt, await importSPKI(key.public_key, 'RS256'), {
      algorithms: ['RS256'],
      typ: 'JWT',
      issuer: app.id,
      audience: [`api.coze.${region}`, host, hostname],
      requiredClaims: ['iat', 'exp', 'jti'],
      currentDate: new Date(now()),
    });
    const { iat = Infinity, jti, session_name: sessionName } = payload;
    if (!jti || iat > now() / 1000 || state.usedJwts.find({ app_id: app.id, jti })) return undefined;
    state.usedJwts.insert({ app_id: app.id, jti });
    return { app, sessionName: typeof sessionName === 'string' && sessionName ? sessionName : null };
  } catch {
    return undefined;
  }
}

/** A pair of keys as Coze's page makes one for an OAuth app: the private one is kept nowhere here. */
export const createKeyPair = () =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/**
 * The fingerprint of a public key, which a JWT names as `kid`.
 *
 * @returns undefined when the text is no RSA public key in PEM.
 */
export function keyIdOf(publicKey: string): string | undefined {
  try {
    const key = createPublicKey(publicKey);
    if (key.asymmetricKeyType !== 'rsa') return undefined;
    const bytes = key.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(bytes).digest('base64url');
  } catch {
    return undefined;
  }
}
