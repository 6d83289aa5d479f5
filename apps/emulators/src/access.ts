import { DEFAULT_BOT, DEFAULT_OAUTH_APPS, DEFAULT_TOKENS } from './coze/state/default-access.ts';
import type { CozeRegion, TokenRow } from './coze/state/tokens.ts';
import { DEFAULT_APPS } from './dify/state/default-apps.ts';
import { MOVEWORKS_DEFAULTS } from './moveworks/moveworks-settings.ts';
import { DEFAULT_CLIENT } from './moveworks/routes/token-route.ts';

/** What a client signs in with. It is the same everywhere and opens nothing but the emulators, so none of it is secret. */
export interface EmulatorAccess {
  readonly dify: { readonly chatApiKey: string; readonly completionApiKey: string };
  /**
   * A token stands for its account, or for one end user where it comes of a JWT with `session_name`.
   * `POST /__emulator/coze/oauth-apps/:id/keys` makes the key pair to sign such JWTs with;
   * `POST /__emulator/coze/tokens` makes a token straight away.
   */
  readonly coze: {
    readonly botId: string;
    readonly cn: CozeAccess;
    readonly com: CozeAccess;
  };
  /** The token endpoint takes the person as `user` beside the client; `POST /__emulator/moveworks/api-keys` makes a lasting key of a person. */
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
  dify: { chatApiKey: difyKey('chat'), completionApiKey: difyKey('completion') },
  coze: { botId: DEFAULT_BOT, cn: cozeAccess('cn'), com: cozeAccess('com') },
  moveworks: {
    assistantName: MOVEWORKS_DEFAULTS.assistantName,
    clientId: DEFAULT_CLIENT.id,
    clientSecret: DEFAULT_CLIENT.secret,
  },
};

function difyKey(mode: 'chat' | 'completion') {
  return DEFAULT_APPS.find((app) => app.mode === mode)?.apiKey ?? '';
}

function cozeAccess(region: CozeRegion): CozeAccess {
  const isPersonal = (token: TokenRow) => token.region === region && token.kind === 'personal';
  return {
    personalToken: DEFAULT_TOKENS.find(isPersonal)?.token ?? '',
    oauthAppId: DEFAULT_OAUTH_APPS.find((app) => app.region === region)?.id ?? '',
  };
}
