import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import type { CozeService } from '../coze-service.ts';
import type { OauthAppRow } from '../state/oauth-apps.ts';
import type { CozeRegion } from '../state/tokens.ts';

/**
 * What a JWT says, if it is one an OAuth app of this region signed with RS256, for this site, in force now and
 * never seen before. It is used up by this.
 *
 * @returns undefined for any other.
 */
export async function verifyJwt(
  jwt: string,
  { service, region, audiences }: VerifyJwtOptions,
): Promise<VerifiedJwt | undefined> {
  const { state, now } = service;
  const { oauthApps } = state;
  const key = oauthApps.key(keyIdOf(jwt) ?? '');
  const app = key && oauthApps.byId(key.app_id);
  if (!app || app.region !== region) return undefined;
  const claims = await verifiedClaims(jwt, key.public_key, {
    algorithms: ['RS256'],
    typ: 'JWT',
    issuer: app.id,
    audience: [...audiences],
    requiredClaims: ['iat', 'exp', 'jti'],
    currentDate: new Date(now()),
  });
  const { iat = Infinity, jti, session_name: sessionName } = claims ?? {};
  if (!jti || iat > now() / 1000 || oauthApps.isUsed(app.id, jti)) return undefined;
  oauthApps.markUsed(app.id, jti);
  return { app, sessionName: typeof sessionName === 'string' && sessionName ? sessionName : null };
}

export interface VerifiedJwt {
  readonly app: OauthAppRow;
  readonly sessionName: string | null;
}

interface VerifyJwtOptions {
  readonly service: CozeService;
  readonly region: CozeRegion;
  /** The hosts the site is known by, any of which `aud` may name. */
  readonly audiences: readonly string[];
}

function keyIdOf(jwt: string) {
  try {
    return decodeProtectedHeader(jwt).kid;
  } catch {
    return undefined;
  }
}

async function verifiedClaims(jwt: string, publicKey: string, options: Parameters<typeof jwtVerify>[2]) {
  try {
    const { payload } = await jwtVerify(jwt, await importSPKI(publicKey, 'RS256'), options);
    return payload;
  } catch {
    return undefined;
  }
}
