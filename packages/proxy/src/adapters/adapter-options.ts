export interface BaseUrlOptions extends OptionName {
  readonly baseUrl: string;
  /** Allows `http:` to another machine, for trusted networks such as those between containers. */
  readonly allowInsecureBaseUrl: boolean;
  /** A correct base URL, for the error. */
  readonly example: string;
}

/**
 * The base URL without its trailing slash. Throws a `TypeError` for a URL that no key should be
 * sent to. The error does not repeat the URL, which may contain a password.
 */
export function checkBaseUrl({
  baseUrl,
  allowInsecureBaseUrl,
  example,
  caller,
  option,
}: BaseUrlOptions): string {
  const fail = (problem: string): never => {
    throw unusableOption(caller, `${option} ${problem}`, `Pass one such as "${example}".`);
  };

  if (!URL.canParse(baseUrl)) return fail('is not a URL');
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return fail('is neither an https: nor an http: URL');
  if (url.username !== '' || url.password !== '') return fail('contains a user name or password');
  if (url.search !== '' || url.hash !== '') return fail('has a query or a fragment');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowInsecureBaseUrl) {
    return fail(
      'uses http:, so credentials would travel unencrypted (set allowInsecureBaseUrl if you trust that network)',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Returns the secret if `allowed` matches. Otherwise throws a `TypeError`, which does not repeat it. */
export function checkSecret(
  secret: unknown,
  { caller, option, source, allowed = /^[\x21-\x7e]+$/ }: SecretDescription,
): string {
  // Usually a copied line break at the end.
  if (typeof secret === 'string' && allowed.test(secret)) return secret;
  if (secret === '' || typeof secret !== 'string') {
    const remedy = `Copy it from ${source}, and set the environment variable that you pass.`;
    throw unusableOption(caller, `${option} is empty`, remedy);
  }
  throw unusableOption(
    caller,
    `${option} contains white space or characters that are not ASCII`,
    `Copy it again from ${source}, without quotes and line breaks.`,
  );
}

/** The error for an option of `caller`. `problem` begins with the option's name. */
export function unusableOption(caller: string, problem: string, remedy: string): TypeError {
  return new TypeError(`${caller} cannot work: its ${problem}. ${remedy}`);
}

interface OptionName {
  /** The host's call, such as `createDifyAdapter`. */
  readonly caller: string;
  readonly option: string;
}

interface SecretDescription extends OptionName {
  /** Where the vendor shows the secret. */
  readonly source: string;
  /** @default what a header can hold, without spaces */
  readonly allowed?: RegExp;
}
