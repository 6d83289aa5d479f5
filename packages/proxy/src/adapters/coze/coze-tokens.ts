import { importPKCS8, SignJWT } from 'jose';
import { createTokenCache, type FetchTokenOptions, fetchToken, readToken } from '../access-tokens.ts';
import { checkBaseUrl } from '../adapter-options.ts';
import type { GetToken } from '../feedback-adapter.ts';
import { upstreamUrl } from '../upstream-exchange.ts';

export interface CozeTokensOptions {
  /** `https://api.coze.cn` or `https://api.coze.com`; use the site of the OAuth app. */
  readonly baseUrl: string;
  /** The id of the OAuth app, which is of type "JWT". */
  readonly clientId: string;
  /** The fingerprint of the app's public key, as Coze shows it. */
  readonly keyId: string;
  /** The app's private key in PEM: `-----BEGIN PRIVATE KEY-----`. */
  readonly privateKey: string;
  /**
   * The `session_name` that the chat uses for this user. A token of another session cannot rate the
   * messages.
   * @default the user id
   */
  readonly sessionName?: (userId: string) => string;
  /**
   * How long a token is valid, in seconds: 900 to 86,399, the limits of Coze's OAuth page.
   * @default 3600
   */
  readonly durationSeconds?: number;
  /** The account id, for OAuth apps of an enterprise. */
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
 * Gets one access token per user via OAuth (JWT), the only way in which Coze separates
 * users. Keeps each token until 30 seconds before it expires. Throws a `TypeError` for options that
 * cannot work. An unreadable private key fails with the first token.
 *
 * @example
 * const getToken = createCozeTokens({
 *   baseUrl: 'https://api.coze.com',
 *   clientId: process.env.COZE_CLIENT_ID ?? '',
 *   keyId: process.env.COZE_KEY_ID ?? '',
 *   privateKey: process.env.COZE_PRIVATE_KEY ?? '',
 * });
 * const adapter = createCozeAdapter({ baseUrl: 'https://api.coze.com', getToken });
 */
export function createCozeTokens(options: CozeTokensOptions): GetToken {
  const { sessionName = (userId) => userId, durationSeconds = 3600, now = () => Date.now() } = options;
  const { accountId, allowInsecureBaseUrl = false } = options;
  const baseUrl = checkBaseUrl({
    baseUrl: options.baseUrl,
    allowInsecureBaseUrl,
    adapter: 'Coze',
    example: 'https://api.coze.cn',
  });
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 86_399) {
    throw new TypeError(
      'The Coze tokens cannot be created: durationSeconds is not a whole number from 900 to 86399. Pass one, or leave it out.',
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
      // A new one each time: Coze accepts a JWT only once.
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
      // Unlike in standard OAuth, this is a time in seconds since 1970.
      return { value, expiresAt: expiresIn * 1000 };
    },
  });
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The JWT is used at once. The rest is tolerance for clocks that differ. */
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
