import { COZE_BOT, COZE_OAUTH_APPS, COZE_TOKENS, type CozeRegion } from './coze/coze-state.ts';
import { DIFY_APPS } from './dify/dify-state.ts';
import { MOVEWORKS_CLIENT, MOVEWORKS_DEFAULTS } from './moveworks/moveworks-settings.ts';

/** What a client signs in with. It is the same everywhere and opens nothing but the emulators, so none of it is secret. */
export interface EmulatorAccess {
  readonly dify: { readonly chatApiKey: string; readonly completionApiKey: string };
  /**
   * A token stands for its account, or for one end user where it comes of a JWT with `session_name`.
   * `POST /__emulator/coze/oauth-apps/:id/keys` makes the key pair to sign such JWTs with;
   * `POST /__emulator/coze/tokens` makes a token straight away.
   */
  readonly coze: { readonly botId: string; readonly cn: CozeAccess; readonly com: CozeAccess };
  /** The token endpoint takes the user as `user` beside the client; `POST /__emulator/moveworks/api-keys` makes a lasting key of a user. */
  readonly moveworks: {
    readonly assistantName: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
}

export interface CozeAccess {
  readonly personalToken: string;
  readonly oauthAppId: string;
}

export const EMULATOR_ACCESS: EmulatorAccess = {
  dify: { chatApiKey: DIFY_APPS.chat.api_key, completionApiKey: DIFY_APPS.completion.api_key },
  coze: { botId: COZE_BOT, cn: cozeAccess('cn'), com: cozeAccess('com') },
  moveworks: {
    assistantName: MOVEWORKS_DEFAULTS.assistantName,
    clientId: MOVEWORKS_CLIENT.id,
    clientSecret: MOVEWORKS_CLIENT.secret,
  },
};

function cozeAccess(region: CozeRegion): CozeAccess {
  return {
    personalToken:
      COZE_TOKENS.find((token) => token.region === region && token.kind === 'personal')?.token ?? '',
    oauthAppId: COZE_OAUTH_APPS.find((app) => app.region === region)?.id ?? '',
  };
}
