/** The secret. Throws a `TypeError`, which does not repeat it, when it cannot be written into a header. */
export function checkSecret(secret: unknown, { adapter, name, source }: SecretDescription): string {
  // A line break at the end is the usual guest.
  if (typeof secret === 'string' && /^[\x21-\x7e]+$/.test(secret)) return secret;
  throw new TypeError(
    `The ${adapter} adapter cannot be made: its ${name} is empty or holds white space or characters that no key has. ` +
      `Copy the key again from ${source}, without quotes and line breaks.`,
  );
}

interface SecretDescription {
  /** Names the adapter in the error. */
  readonly adapter: string;
  /** The option. */
  readonly name: string;
  /** Where the vendor shows it. */
  readonly source: string;
}
