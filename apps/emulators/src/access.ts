import { COZE_ACCESS } from './coze/coze-state.ts';
import { DIFY_ACCESS } from './dify/dify-state.ts';
import { MOVEWORKS_ACCESS } from './moveworks/moveworks-settings.ts';

/** What a client signs in with. It is the same everywhere and opens only the emulators: no secret. */
export const EMULATOR_ACCESS = {
  dify: DIFY_ACCESS,
  /**
   * A token stands for its account, or for one end user where it comes of a JWT with `session_name`.
   * `POST /__emulator/coze/oauth-apps/:id/keys` makes the key pair to sign such JWTs with;
   * `POST /__emulator/coze/tokens` makes a token at once.
   */
  coze: COZE_ACCESS,
  /**
   * The token endpoint takes the user as `user` beside the client;
   * `POST /__emulator/moveworks/api-keys` makes a lasting key of a user.
   */
  moveworks: MOVEWORKS_ACCESS,
};

export type EmulatorAccess = Readonly<typeof EMULATOR_ACCESS>;
export type CozeAccess = Readonly<typeof COZE_ACCESS.cn>;
