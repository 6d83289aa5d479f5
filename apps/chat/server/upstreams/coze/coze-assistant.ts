import { createCozeAdapter, createCozeTokens } from '@message-feedback/proxy/coze';
import type { Assistant } from '../assistant.ts';
import { createCozeChat } from './coze-chat.ts';

export type CozeCredentials = CozePlace & (CozeToken | CozeApp);

interface CozePlace {
  /** Such as `https://api.coze.cn`. */
  readonly baseUrl: string;
  readonly botId: string;
}

/** One token for all users. */
interface CozeToken {
  readonly token: string;
}

/** An OAuth app, whose tokens identify the user. */
interface CozeApp {
  readonly clientId: string;
  readonly keyId: string;
  /** In PEM. */
  readonly privateKey: string;
}

/**
 * Chat and feedback share the tokens: only the session that created a conversation may rate its
 * messages.
 */
export function connectCoze(credentials: CozeCredentials): Assistant {
  const { baseUrl, botId } = credentials;
  const shared = 'token' in credentials;
  const getToken = shared ? () => credentials.token : createCozeTokens(credentials);
  return {
    chat: createCozeChat({ baseUrl, botId, getToken, shared }),
    adapter: createCozeAdapter({ baseUrl, getToken }),
  };
}
