import { importPKCS8, SignJWT } from 'jose';
import { checkBaseUrl } from '../base-url.ts';
import type { GetToken } from '../host-functions.ts';
import { createTokenCache } from '../token-cache.ts';
import { type FetchTokenOptions, fetchToken, readToken } from '../token-endpoint.ts';
import { upstreamUrl } from '../upstream-url.ts';

export interface CozeTokensOptions {
  /** `https://api.coze.cn` or `https://api.coze.com`: where the OAuth app was made. */
  readonly baseUrl: string;
  /** The id of the OAuth app (of the kind "JWT"). */
  readonly clientId: string;
  /** The fingerprint of its public key, as Coze shows it. */
  readonly keyId: string;
  /** Its private key, in PEM: `-----BEGIN PRIVATE KEY-----`. */
  readonly privateKey: string;
  /**
   * The `session_name` under which the chat made this user's conversations. Only the same one may rate their messages.
   * @default the user id
   */
  readonly sessionName?: (userId: string) => string;
  /**
   * How long a token lives, 900 to 86,399.
   * @default 3600
   */
  readonly durationSeconds?: number;
  /** For the apps of an enterprise: the id of its account. */
  readonly accountId?: string;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
  /** @default false */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * Access tokens for single people by OAuth with a JWT: the one way in which Coze keeps them apart. Each is kept until shortly before it
 * expires. Throws a `TypeError` for options that cannot work; a private key that cannot be read shows with the first token.
 */
export function createCozeTokens(options: CozeTokensOptions): GetToken {
  const { sessionName = (userId) => userId, durationSeconds = 3600, now = Date.now } = options;
  const { accountId, allowInsecureBaseUrl = false } = options;
  const baseUrl = checkBaseUrl({
    baseUrl: options.baseUrl,
    allowInsecureBaseUrl,
    adapter: 'Coze',
    example: 'https://api.coze.cn',
  });
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 86_399) {
    throw new TypeError(
      'The Coze tokens cannot be made: durationSeconds is not a whole number from 900 to 86399. Give one, or leave it out.',
    );
  }
  const account = accountId === undefined ? [] : ['account', accountId];
  const url = upstreamUrl(baseUrl, ['api', 'permission', 'oauth2', ...account, 'token']);
  const asking: FetchTokenOptions = {
    service: 'Coze',
    now,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
  };

  return createTokenCache({
    now,
    async make(userId) {
      // One for each exchange: Coze takes a JWT once.
      const jwt = await signJwt(sessionName(userId), { ...options, host: new URL(baseUrl).host, now });
      const json = await fetchToken(
        {
          url,
          method: 'POST',
          headers: { Authorization: `Bearer ${jwt}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ grant_type: JWT_BEARER, duration_seconds: durationSeconds }),
        },
        asking,
      );
      const { value, expiresIn } = readToken(json, 'Coze');
      // Unlike elsewhere in OAuth this is a point in time, in seconds since 1970.
      return { value, expiresAt: expiresIn * 1000 };
    },
  });
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A JWT is used at once; this much is left for clocks that differ. */
const JWT_SECONDS = 600;

async function signJwt(
  sessionName: string,
  { clientId, keyId, privateKey, host, now }: CozeTokensOptions & { host: string; now: () => number },
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000);
  return new SignJWT({ session_name: sessionName })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
    .setIssuer(clientId)
    .setAudience(host)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + JWT_SECONDS)
    .setJti(crypto.randomUUID())
    .sign(await importPKCS8(privateKey, 'RS256'));
}
