import { StartError } from './start-error.ts';

/** An empty variable counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a `StartError` if the value is not a port. */
export function readPort(environment: Environment, name: string, fallback: number): number {
  const text = environment[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartError(
    `${name} is not a port, so the chat was not started. Set it to a number from 1 to 65535, such as ${name}=${fallback}, or leave it out.`,
  );
}

/** Throws a `StartError` if the value is not a web address. */
export function readUrl(environment: Environment, name: string): URL | null {
  const text = environment[name];
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new StartError(
    `${name} is not a web address, so the chat was not started. Set it to one that begins with http:// or https://.`,
  );
}

/**
 * Variables that belong together. `null` if none is set; throws a `StartError` if only some are.
 */
export function readTogether<Name extends string>(
  environment: Environment,
  names: readonly Name[],
  vendor: string,
): Readonly<Record<Name, string>> | null {
  const given = names.filter((name) => environment[name]);
  const [missing] = names.filter((name) => !environment[name]);
  if (missing === undefined) {
    return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
  }
  if (given.length === 0) return null;
  const all = names.length === 2 ? 'both' : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const none = names.length === 2 ? 'neither' : 'none of them';
  throw new StartError(
    `${given[0]} is set but ${missing} is not, so the chat was not started. Set ${all} to chat with your ${vendor}, or ${none} to chat with an emulated one.`,
  );
}
