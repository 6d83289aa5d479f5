import { readFileSync } from 'node:fs';
import type { UpstreamName } from '../contract/about.ts';
import { type Environment, readTogether, readUrl } from './environment.ts';
import { StartError } from './start-error.ts';
import type { CozeCredentials } from './upstreams/coze/coze-assistant.ts';
import type { DifyAccess } from './upstreams/dify/dify-request.ts';
import type { MoveworksCredentials } from './upstreams/moveworks/moveworks-assistant.ts';

/** The credentials and addresses for an upstream. */
export type UpstreamAccess =
  | { readonly name: 'dify'; readonly access: DifyAccess }
  | { readonly name: 'coze'; readonly access: CozeCredentials }
  | { readonly name: 'moveworks'; readonly access: MoveworksCredentials };

/** The upstream that the environment names. Throws a `StartError` for another one. */
export function readUpstreamName({ FEEDBACK_UPSTREAM: name }: Environment): UpstreamName {
  if (!name) return 'dify';
  if (name === 'dify' || name === 'coze' || name === 'moveworks') return name;
  throw new StartError(
    'FEEDBACK_UPSTREAM does not name a known upstream, so the chat was not started. Set it to dify, coze or moveworks, or leave it out.',
  );
}

/** The credentials for this upstream, or `null`. Throws a `StartError` if the set is incomplete. */
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
      'COZE_TOKEN and an OAuth app are both set, so the chat was not started. Remove COZE_TOKEN to use a token for each user, or remove the app to use one token for all users.',
    );
  }
  // If one of the two sign-in methods is partly set, the error names its missing variables.
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

/** The key itself, in which some shells write line breaks as `\n`, or the path of its file. */
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

/** An address that receives secrets. */
function readBaseUrl(environment: Environment, name: string): string {
  const url = readUrl(environment, name);
  const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
  if (url?.protocol === 'https:' || (url && loopback.test(url.hostname))) return url.href;
  throw new StartError(
    `${name} begins with http://, which would send the credentials unencrypted, so the chat was not started. Use https://, or an address on this machine.`,
  );
}
