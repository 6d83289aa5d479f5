import { createMoveworksAdapter, createMoveworksTokens } from '@message-feedback/proxy/moveworks';
import type { Assistant } from '../assistant.ts';
import { createMoveworksChat } from './moveworks-chat.ts';

export interface MoveworksCredentials {
  /**
   * With the path of its API version at the end, such as `https://api.moveworks.ai/rest/v1beta1`.
   */
  readonly baseUrl: string;
  readonly assistantName: string;
  /** Such as `https://api.moveworks.ai/oauth/v1/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The field of a token request that names the user, as configured at Moveworks. */
  readonly userField: string;
}

/** Chat and feedback share the bearer tokens, one for each user. */
export function connectMoveworks(credentials: MoveworksCredentials): Assistant {
  const { userField, baseUrl, assistantName } = credentials;
  const getToken = createMoveworksTokens({
    ...credentials,
    fields: ({ userId }) => ({ [userField]: userId }),
  });
  const chat = createMoveworksChat({ baseUrl, assistantName, getToken });
  const { resolveMessage } = chat;
  return { chat, adapter: createMoveworksAdapter({ baseUrl, assistantName, getToken, resolveMessage }) };
}
