import { COZE_BOT, COZE_OAUTH_APPS, COZE_TOKENS, type CozeRegion } from './coze/coze-state.ts';
import { DIFY_APPS } from './dify/dify-state.ts';
import { MOVEWORKS_ASSISTANT, MOVEWORKS_CLIENT } from './moveworks/moveworks-settings.ts';

const cozeAccess = (region: CozeRegion) => ({
  personalToken:
    COZE_TOKENS.find((token) => token.region === region && token.kind === 'personal')?.token ?? '',
  oauthAppId: COZE_OAUTH_APPS.find((app) => app.region === region)?.id ?? '',
});

/** What a client signs in with. It is the same everywhere and opens nothing but the emulators, so none of it is secret. */
export const EMULATOR_ACCESS = {
  dify: { chatApiKey: DIFY_APPS.chat.api_key, completionApiKey: DIFY_APPS.completion.api_key },
  /**
   * A token stands for its account, or for one end user where it comes of a JWT with `session_name`.
   * `POST /__emulator/coze/oauth-apps/:id/keys` makes the key pair to sign such JWTs with;
   * `POST /__emulator/coze/tokens` makes a token at once.
   */
  coze: { botId: COZE_BOT, cn: cozeAccess('cn'), com: cozeAccess('com') },
  /** The token endpoint takes the user as `user` beside the client; `POST /__emulator/moveworks/api-keys` makes a lasting key of a user. */
  moveworks: {
    assistantName: MOVEWORKS_ASSISTANT,
    clientId: MOVEWORKS_CLIENT.id as string,
    clientSecret: MOVEWORKS_CLIENT.secret as string,
  },
};

export type EmulatorAccess = Readonly<typeof EMULATOR_ACCESS>;
export type CozeAccess = Readonly<ReturnType<typeof cozeAccess>>;
