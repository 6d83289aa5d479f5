import { importPKCS8, SignJWT } from 'jose';
import { createTokenCache, fetchToken } from '../access-tokens.ts';
import { checkSecret, unusableOption } from '../adapter-options.ts';
import type { GetToken } from '../feedback-adapter.ts';
import { TokenRefusedError } from '../token-errors.ts';
import { upstreamUrl } from '../upstream-exchange.ts';
import { readCozeTraceId } from './coze-outcome.ts';
import { checkCozeBaseUrl } from './coze-request.ts';

export interface CozeTokensOptions {
  /** `https://api.coze.cn` or `https://api.coze.com`; use the site of the OAuth app. */
  readonly baseUrl: string;
  /** The id of the OAuth app, which is of type "JWT". */
  readonly clientId: string;
  /** The fingerprint of the app's public key, as Coze shows it. */
  readonly keyId: string;
  /** The app's private key in PEM: `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`. */
  readonly privateKey: string;
  /**
   * The `session_name` that the chat uses for this user. A token of another session cannot rate the
   * messages. An empty one is left out: the token then stands for the account.
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
  /**
   * The site that the JWT is for, such as `api.coze.cn`. Needed if `baseUrl` is a gateway's.
   * @default the host of `baseUrl`
   */
  readonly audience?: string;
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
 * Gets one access token per user via OAuth (JWT), the only way in which Coze separates users. Keeps
 * each token until 30 seconds before it expires. Throws a `TypeError` for an option that cannot work,
 * such as an empty `clientId`. An unreadable private key is reported when the first token is needed,
 * like a refusal by Coze: as a `TokenRefusedError`, which the event `token_failed` shows.
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
  const { accountId, fetch = (...args) => globalThis.fetch(...args) } = options;
  const caller = 'createCozeTokens';
  const baseUrl = checkCozeBaseUrl(caller, options.baseUrl, options.allowInsecureBaseUrl);
  const { audience = new URL(baseUrl).host } = options;
  if (!Number.isInteger(durationSeconds) || durationSeconds < 900 || durationSeconds > 86_399) {
    throw unusableOption(
      caller,
      'durationSeconds is not a whole number from 900 to 86399',
      'Pass one, or leave it out.',
    );
  }
  const source = 'the OAuth app';
  checkSecret(options.clientId, { caller, option: 'clientId', source });
  checkSecret(options.keyId, { caller, option: 'keyId', source });
  const account = accountId === undefined ? [] : ['account', accountId];
  const url = upstreamUrl(baseUrl, ['api', 'permission', 'oauth2', ...account, 'token']);

  return createTokenCache({
    now,
    async make(userId) {
      const session = sessionName(userId);
      // A new one each time: Coze accepts a JWT only once.
      const jwt = await signJwt(session, { ...options, audience, now });
      const request = {
        url,
        method: 'POST' as const,
        headers: { Authorization: `Bearer ${jwt}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant_type: JWT_BEARER, duration_seconds: durationSeconds }),
      };
      const secrets = [userId, session, jwt];
      const { value, expiresIn } = await fetchToken(request, {
        service: 'Coze',
        fetch,
        now,
        traceIdOf: readCozeTraceId,
        secrets,
      });
      // Unlike in standard OAuth, this is a time in seconds since 1970.
      return { value, expiresAt: expiresIn * 1000 };
    },
  });
}

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The JWT is used at once. The rest is tolerance for clocks that differ. */
const JWT_SECONDS = 600;

async function signJwt(
  session: string,
  { clientId, keyId, privateKey, audience, now }: SignJwtOptions,
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000);
  try {
    return await new SignJWT(session === '' ? {} : { session_name: session })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
      .setIssuer(clientId)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + JWT_SECONDS)
      .setJti(crypto.randomUUID())
      .sign(await importPKCS8(asPkcs8(privateKey), 'RS256'));
  } catch (cause) {
    throw new TokenRefusedError(
      'The private key of the Coze tokens cannot be read, so nothing can be sent. Pass the whole PEM file of an RSA key, with its line breaks.',
      { cause },
    );
  }
}

interface SignJwtOptions extends CozeTokensOptions {
  readonly audience: string;
  readonly now: () => number;
}

/** A key in PKCS#1 inside the envelope of PKCS#8, the only form that Web Crypto reads. */
function asPkcs8(pem: string): string {
  const [, base64] = PKCS1_PEM.exec(pem) ?? [];
  if (base64 === undefined) return pem;
  const key = atob(base64.replaceAll(/\s/g, ''));
  const wrapped = der(0x30, RSA_VERSION_AND_ALGORITHM + der(0x04, key));
  return `-----BEGIN PRIVATE KEY-----\n${btoa(wrapped)}\n-----END PRIVATE KEY-----`;
}

const PKCS1_PEM = /-----BEGIN RSA PRIVATE KEY-----([\s\S]+)-----END RSA PRIVATE KEY-----/;

/** In DER: the number 0, then the object id of RSA without parameters. */
const RSA_VERSION_AND_ALGORITHM = atob('AgEAMA0GCSqGSIb3DQEBAQUA');

/** A value in DER, for contents from 256 to 65,535 bytes, as every RSA key has. */
function der(tag: number, content: string): string {
  const { length } = content;
  return String.fromCharCode(tag, 0x82, length >> 8, length & 0xff) + content;
}
