import { createTokenCache, fetchToken } from '../access-tokens.ts';
import { checkBaseUrl, checkSecret } from '../adapter-options.ts';
import type { GetToken } from '../feedback-adapter.ts';
import { asRecord } from '../upstream-exchange.ts';
import { readMoveworksTraceId } from './moveworks-outcome.ts';

export interface MoveworksTokensOptions {
  /** The token endpoint of the region, such as `https://api.moveworks.ai/oauth/v1/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * Fields that name the user, such as an assertion. They are added to
   * `grant_type=client_credentials`, `client_id` and `client_secret`, or replace them. Moveworks
   * and the tenant agree on how a token names its user.
   */
  readonly fields?: (user: {
    readonly userId: string;
  }) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /**
   * How the fields are sent. Moveworks' guide uses a form, its API reference JSON.
   * @default 'form'
   */
  readonly encoding?: 'form' | 'json';
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
 * Gets one bearer token per user from Moveworks' token endpoint and keeps it until 30 seconds
 * before it expires. Reads both response formats that Moveworks documents. Throws a `TypeError` for an
 * option that cannot work, such as an empty `clientSecret`.
 *
 * @example
 * const getToken = createMoveworksTokens({
 *   tokenUrl: 'https://api.moveworks.ai/oauth/v1/token',
 *   clientId: process.env.MOVEWORKS_CLIENT_ID ?? '',
 *   clientSecret: process.env.MOVEWORKS_CLIENT_SECRET ?? '',
 *   fields: ({ userId }) => ({ user_id: userId }),
 * });
 */
export function createMoveworksTokens(options: MoveworksTokensOptions): GetToken {
  const { clientId, clientSecret, fields, encoding = 'form', now = () => Date.now() } = options;
  const caller = 'createMoveworksTokens';
  const url = checkBaseUrl({
    caller,
    option: 'tokenUrl',
    baseUrl: options.tokenUrl,
    allowInsecureBaseUrl: options.allowInsecureBaseUrl ?? false,
    example: 'https://api.moveworks.ai/oauth/v1/token',
  });
  checkSecret(clientId, { caller, option: 'clientId', source: 'Moveworks' });
  // OAuth (RFC 6749, appendix A.2) allows spaces in the secret.
  const allowed = /^[!-~]([ -~]*[!-~])?$/;
  checkSecret(clientSecret, { caller, option: 'clientSecret', source: 'Moveworks', allowed });
  const { fetch = (...args) => globalThis.fetch(...args) } = options;

  return createTokenCache({
    now,
    async make(userId) {
      const all = {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        ...(await fields?.({ userId })),
      };
      const askedAt = now();
      const { value, expiresIn } = await fetchToken(
        { url, method: 'POST', ...encodeFields(all, encoding) },
        {
          service: 'Moveworks',
          fetch,
          now,
          traceIdOf: readMoveworksTraceId,
          unwrap: (json) => asRecord(json.data) ?? json,
          // `grant_type` and `client_id` are not secret, and errors of the endpoint name them.
          secrets: [userId, ...Object.values({ ...all, grant_type: '', client_id: '' })],
        },
      );
      return { value, expiresAt: askedAt + expiresIn * 1000 };
    },
  });
}

function encodeFields(
  fields: Readonly<Record<string, string>>,
  encoding: 'form' | 'json',
): { body: string; headers: Record<string, string> } {
  return encoding === 'form'
    ? {
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      }
    : { body: JSON.stringify(fields), headers: { 'Content-Type': 'application/json' } };
}
