import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { type CozeService, inSeconds } from '../coze-service.ts';
import { createLogId, LOG_ID_HEADER } from '../envelope.ts';
import { type CozeSite, requireCloud } from '../request/define-route.ts';
import { verifyJwt } from './verify-jwt.ts';

/** `POST /api/permission/oauth2/token`: an access token for a JWT, for an organisation or not. */
export function addOauthRoute(app: Hono, site: CozeSite): void {
  const paths = ['/api/permission/oauth2/token', '/api/permission/oauth2/account/:account_id/token'];
  app.on(['POST'], paths, (context) => {
    requireCloud(site.service);
    return exchange(context, site);
  });
}

async function exchange(context: Context, { service, region }: CozeSite) {
  const { state, now } = service;
  const { grant_type: grantType, duration_seconds: duration = DEFAULT_SECONDS } = await readFields(context);
  if (grantType !== JWT_BEARER) {
    return answer(service, 400, refusal('unsupported_grant_type', `not supported grant type: ${grantType}`));
  }
  if (!isDuration(duration)) {
    return answer(service, 400, refusal('invalid_request', 'invalid request: duration_seconds'));
  }
  const [, jwt = ''] = /^Bearer\s+(\S+)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
  const host = new URL(context.req.url);
  const audiences = [`api.coze.${region}`, host.host, host.hostname];
  const verified = await verifyJwt(jwt, { service, region, audiences });
  if (!verified) return answer(service, 401, refusal('invalid_client', 'invalid client: jwt'));
  const { app, sessionName } = verified;
  if (!app.active) {
    const reason = `app: ${app.name} is currently deactivated by the owner`;
    return answer(service, 403, refusal('access_deny', reason));
  }
  const expiresAt = inSeconds(now()) + duration;
  const token = `czs_${randomBytes(48).toString('base64url')}`;
  state.tokens.create({
    token,
    region,
    kind: 'oauth',
    account: app.account,
    session_name: sessionName,
    scopes: app.scopes,
    expires_at: expiresAt * 1000,
  });
  service.events.publish('state');
  // Unlike elsewhere in OAuth this is a point in time, not a span.
  return answer(service, 200, { access_token: token, expires_in: expiresAt });
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Fifteen minutes. */
const DEFAULT_SECONDS = 900;

/** A second less than a day. */
const MOST_SECONDS = 86_399;

const isDuration = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_SECONDS;

async function readFields(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

const refusal = (code: string, message: string) => ({ error_code: code, error_message: message });

const answer = ({ now }: CozeService, status: number, body: object) =>
  Response.json(body, { status, headers: { [LOG_ID_HEADER]: createLogId(now()) } });
