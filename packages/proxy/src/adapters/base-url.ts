export interface BaseUrlOptions {
  readonly baseUrl: string;
  /** Allows plain `http:` to a host other than this machine, where the network in between is trusted. */
  readonly allowInsecureBaseUrl: boolean;
  /** Names the adapter in the error. */
  readonly adapter: string;
  /** A correct base URL, for the error. */
  readonly example: string;
}

/**
 * The base URL without its trailing slash. Throws a `TypeError` when it is no place to send a key to. The URL itself is
 * not repeated, as it may hold a password.
 */
export function checkBaseUrl({ baseUrl, allowInsecureBaseUrl, adapter, example }: BaseUrlOptions): string {
  const fail = (problem: string): never => {
    throw new TypeError(
      `The ${adapter} adapter cannot be made: its baseUrl ${problem}. Give one such as "${example}".`,
    );
  };

  if (!URL.canParse(baseUrl)) return fail('is not a URL');
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail('is neither an https: nor an http: URL');
  if (url.username !== '' || url.password !== '') return fail('holds a user name or password');
  if (url.search !== '' || url.hash !== '') return fail('has a query or a fragment');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecureBaseUrl) {
    return fail(
      'uses http:, so the API key would travel unencrypted (where that network is trusted, set allowInsecureBaseUrl)',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
