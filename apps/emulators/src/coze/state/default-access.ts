import type { OauthAppRow } from './oauth-apps.ts';
import type { TokenRow } from './tokens.ts';

/** What a fresh emulator knows. None of it ever changes, and none of it is a secret. */
export const DEFAULT_ACCOUNT = '2478774393250816';

/** The bot of either region that answers. */
export const DEFAULT_BOT = '7300000000000000001';

/** The permissions of the calls that are emulated. */
export const COZE_SCOPES = [
  'chat',
  'getChat',
  'cancelChat',
  'createConversation',
  'retrieveConversation',
  'listConversation',
  'editConversation',
  'listMessage',
  'feedback',
] as const;
export type CozeScope = (typeof COZE_SCOPES)[number];

const scopes = JSON.stringify(COZE_SCOPES);
const unbound = { account: DEFAULT_ACCOUNT, session_name: null, scopes, expires_at: null };

export const DEFAULT_TOKENS: readonly TokenRow[] = [
  { token: 'pat_emulated_cn', region: 'cn', kind: 'personal', ...unbound },
  { token: 'sat_emulated_cn', region: 'cn', kind: 'service', ...unbound },
  { token: 'pat_emulated_com', region: 'com', kind: 'personal', ...unbound },
];

export const DEFAULT_OAUTH_APPS: readonly OauthAppRow[] = (['cn', 'com'] as const).map((region, index) => ({
  id: `31000000000${index + 1}`,
  region,
  name: `Emulated app of ${region}`,
  account: DEFAULT_ACCOUNT,
  active: 1,
  scopes,
}));
