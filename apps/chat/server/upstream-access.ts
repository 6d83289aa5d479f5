import { readFileSync } from 'node:fs';
import type { UpstreamName } from '../contract/about.ts';
import { type Environment, readTogether, readUrl } from './environment.ts';
import { StartError } from './start-error.ts';
import type { CozeCredentials } from './upstreams/coze/coze-assistant.ts';
import type { DifyAccess } from './upstreams/dify/dify-request.ts';
import type { MoveworksCredentials } from './upstreams/moveworks/moveworks-assistant.ts';

/** What it takes to speak with an upstream. */
export type UpstreamAccess =
  | { readonly name: 'dify'; readonly access: DifyAccess }
  | { readonly name: 'coze'; readonly access: CozeCredentials }
  | { readonly name: 'moveworks'; readonly access: MoveworksCredentials };

/** The upstream that the environment names. Throws a `StartError` for another one. */
export function readUpstreamName({ FEEDBACK_UPSTREAM: name }: Environment): UpstreamName {
  if (!name) return 'dify';
  if (name === 'dify' || name === 'coze' || name === 'moveworks') return name;
  throw new StartError(
    'FEEDBACK_UPSTREAM is none of the upstreams there are, so the chat was not started. Set it to dify, coze or moveworks, or leave it out.',
  );
}

/** The credentials for this upstream, of which `null` is none. Throws a `StartError` for half a set. */
export function readUpstreamAccess(environment: Environment, name: UpstreamName): UpstreamAccess | null {
  switch (name) {
    case 'dify': {
      const access = readDify(environment);
      return access && { name, access };
    }
    case 'coze': {
      const access = readCoze(environment);
      return access && { name, access };
    }
    case 'moveworks': {
      const access = readMoveworks(environment);
      return access && { name, access };
    }
    default:
      return name satisfies never;
  }
}

function readDify(environment: Environment): DifyAccess | null {
  const given = readTogether(environment, ['DIFY_API_KEY', 'DIFY_BASE_URL'], 'Dify');
  return given && { apiKey: given.DIFY_API_KEY, baseUrl: readBaseUrl(environment, 'DIFY_BASE_URL') };
}

function readCoze(environment: Environment): CozeCredentials | null {
  const place = ['COZE_BASE_URL', 'COZE_BOT_ID'] as const;
  const app = ['COZE_CLIENT_ID', 'COZE_KEY_ID', 'COZE_PRIVATE_KEY'] as const;
  if (environment.COZE_TOKEN && app.some((name) => environment[name])) {
    throw new StartError(
      'COZE_TOKEN is set beside an OAuth app, so the chat was not started, as it cannot use both. Leave COZE_TOKEN out to keep people apart, or the app to use one token for everybody.',
    );
  }
  // Of the two ways to sign in, the one that somebody has begun with is the one that is asked for.
  if (environment.COZE_TOKEN) {
    const given = readTogether(environment, [...place, 'COZE_TOKEN'], 'Coze');
    return given && { ...cozePlace(environment, given.COZE_BOT_ID), token: given.COZE_TOKEN };
  }
  const given = readTogether(environment, [...place, ...app], 'Coze');
  if (!given) return null;
  return {
    ...cozePlace(environment, given.COZE_BOT_ID),
    clientId: given.COZE_CLIENT_ID,
    keyId: given.COZE_KEY_ID,
    privateKey: readPrivateKey(given.COZE_PRIVATE_KEY),
  };
}

const cozePlace = (environment: Environment, botId: string) => ({
  baseUrl: readBaseUrl(environment, 'COZE_BASE_URL'),
  botId,
});

/** The key itself, which some shells hand on with its line breaks written as `\n`, or the file that it stands in. */
function readPrivateKey(text: string): string {
  if (text.startsWith('-----BEGIN')) return text.replaceAll('\\n', '\n');
  try {
    return readFileSync(text, 'utf8');
  } catch (cause) {
    throw new StartError(
      'COZE_PRIVATE_KEY is neither a key in PEM nor a file that can be read, so the chat was not started. Set it to the path of the private key that Coze gave you.',
      { cause },
    );
  }
}

function readMoveworks(environment: Environment): MoveworksCredentials | null {
  const names = [
    'MOVEWORKS_BASE_URL',
    'MOVEWORKS_ASSISTANT_NAME',
    'MOVEWORKS_CLIENT_ID',
    'MOVEWORKS_CLIENT_SECRET',
  ] as const;
  const given = readTogether(environment, names, 'Moveworks');
  if (!given) return null;
  const baseUrl = readBaseUrl(environment, 'MOVEWORKS_BASE_URL');
  return {
    baseUrl,
    assistantName: given.MOVEWORKS_ASSISTANT_NAME,
    tokenUrl: environment.MOVEWORKS_TOKEN_URL
      ? readBaseUrl(environment, 'MOVEWORKS_TOKEN_URL')
      : new URL('/oauth/v1/token', baseUrl).href,
    clientId: given.MOVEWORKS_CLIENT_ID,
    clientSecret: given.MOVEWORKS_CLIENT_SECRET,
    userField: environment.MOVEWORKS_USER_FIELD || 'user',
  };
}

/** An address that secrets are sent to. */
function readBaseUrl(environment: Environment, name: string): string {
  const url = readUrl(environment, name);
  const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
  if (url?.protocol === 'https:' || (url && loopback.test(url.hostname))) return url.href;
  throw new StartError(
    `${name} begins with http://, over which the credentials would travel unencrypted, so the chat was not started. Set it to one that begins with https://, or to one on this machine.`,
  );
}
