import { checkBaseUrl } from '../base-url.ts';
import type { GetToken } from '../host-functions.ts';
import { asRecord } from '../json-object.ts';
import { createTokenCache } from '../token-cache.ts';
import { type FetchTokenOptions, fetchToken, readToken } from '../token-endpoint.ts';

export interface MoveworksTokensOptions {
  /** The token endpoint of the region, such as `https://api.moveworks.ai/oauth/v1/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * The fields that name the user, or replace the usual ones (`grant_type=client_credentials`, `client_id`, `client_secret`), such as
   * an assertion. How a tenant ties a bearer to a user is agreed with Moveworks.
   */
  readonly fields?: (question: {
    readonly userId: string;
  }) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /**
   * How the fields are sent: the vendor's guide has a form, its reference JSON.
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
 * Bearers from Moveworks' token endpoint, one for each user, kept until shortly before they expire. Understands both answers that the
 * vendor documents. Throws a `TypeError` for options that cannot work.
 */
export function createMoveworksTokens(options: MoveworksTokensOptions): GetToken {
  const { clientId, clientSecret, fields, encoding = 'form', now = Date.now } = options;
  const url = checkBaseUrl({
    baseUrl: options.tokenUrl,
    allowInsecureBaseUrl: options.allowInsecureBaseUrl ?? false,
    adapter: 'Moveworks',
    example: 'https://api.moveworks.ai/oauth/v1/token',
  });
  const asking: FetchTokenOptions = {
    service: 'Moveworks',
    now,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
  };

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
      const json = await fetchToken({ url, method: 'POST', ...encode(all, encoding) }, asking);
      const { value, expiresIn } = readToken(asRecord(json.data) ?? json, 'Moveworks');
      return { value, expiresAt: askedAt + expiresIn * 1000 };
    },
  });
}

function encode(
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
