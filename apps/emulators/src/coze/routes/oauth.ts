import { createHash, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Context } from 'hono';
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { bearerOf, type Handler, type Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/store.ts';
import { logIdHeader } from '../coze-answers.ts';
import { type CozeSite, inCloud } from '../coze-caller.ts';

/** Exchanges a JWT for an access token. Coze Studio has no OAuth. */
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
  site.state.tokens.insert({ token, region, account, session_name, scopes, expires_at });
  // Unlike in standard OAuth, `expires_in` is a time and not a duration.
  return answer(200, { access_token: token, expires_in: expiresAt });
};

const post = inCloud(exchange);

/** The second path is for organisations. */
export const oauthRoutes: Routes<CozeSite> = {
  '/api/permission/oauth2/token': { post },
  '/api/permission/oauth2/account/:account_id/token': { post },
};

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Fifteen minutes. */
const DEFAULT_SECONDS = 900;

/** From one second to one day, exclusive. */
const isDuration = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 86_399;

/**
 * Verifies the JWT of the `Authorization` header: an OAuth app of this region has signed it with
 * RS256 for this site, it is valid now, and it has not been used before.
 *
 * @returns undefined for an invalid JWT.
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

/** A new key pair for an OAuth app, as Coze's page creates it. Only the public key is stored. */
export async function createKeyPair() {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  // A JWT names the key by this fingerprint, as its `kid`.
  const keyId = createHash('sha256').update(pair.publicKey).digest('base64url');
  return { keyId, ...pair };
}
