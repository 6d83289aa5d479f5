export interface BaseUrlOptions {
  readonly baseUrl: string;
  /** Allows `http:` to another machine, for trusted networks such as those between containers. */
  readonly allowInsecureBaseUrl: boolean;
  /** Names the adapter in the error. */
  readonly adapter: string;
  /** A correct base URL, for the error. */
  readonly example: string;
}

/**
 * The base URL without its trailing slash. Throws a `TypeError` for a URL that no key should be
 * sent to. The error does not repeat the URL, which may contain a password.
 */
export function checkBaseUrl({ baseUrl, allowInsecureBaseUrl, adapter, example }: BaseUrlOptions): string {
  const fail = (problem: string): never => {
    throw new TypeError(
      `The ${adapter} adapter cannot be created: its baseUrl ${problem}. Pass one such as "${example}".`,
    );
  };

  if (!URL.canParse(baseUrl)) return fail('is not a URL');
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail('is neither an https: nor an http: URL');
  if (url.username !== '' || url.password !== '') return fail('contains a user name or password');
  if (url.search !== '' || url.hash !== '') return fail('has a query or a fragment');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecureBaseUrl) {
    return fail(
      'uses http:, so the API key would travel unencrypted (set allowInsecureBaseUrl if you trust that network)',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/**
 * Returns the secret if a header can hold it. Otherwise throws a `TypeError`, which does not repeat
 * it.
 */
export function checkSecret(secret: unknown, { adapter, name, source }: SecretDescription): string {
  // Usually a copied line break at the end.
  if (typeof secret === 'string' && /^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new TypeError(
    `The ${adapter} adapter cannot be created: its ${name} is empty or contains white space or characters that no key has. ` +
      `Copy the key again from ${source}, without quotes and line breaks.`,
  );
}

interface SecretDescription {
  /** Names the adapter in the error. */
  readonly adapter: string;
  /** The name of the option. */
  readonly name: string;
  /** Where the vendor shows the secret. */
  readonly source: string;
}
