import type { EmulatorDatabase } from '../../database.ts';

/** The access tokens of both regions. */
export function createTokens(database: EmulatorDatabase) {
  return {
    find: (token: string) => database.row<TokenRow>('SELECT * FROM coze_tokens WHERE token = ?', token),
    newest: (limit: number) =>
      database.rows<TokenRow>('SELECT * FROM coze_tokens ORDER BY rowid DESC LIMIT ?', limit),
    create(token: TokenRow): TokenRow {
      database.run(
        'INSERT OR REPLACE INTO coze_tokens VALUES (?, ?, ?, ?, ?, ?, ?)',
        token.token,
        token.region,
        token.kind,
        token.account,
        token.session_name,
        token.scopes,
        token.expires_at,
      );
      return token;
    },
  };
}

export const COZE_REGIONS = ['cn', 'com'] as const;
export type CozeRegion = (typeof COZE_REGIONS)[number];

/** Personal and service tokens stand for their account; only those of OAuth JWT may stand for one end user of it. */
export const TOKEN_KINDS = ['personal', 'service', 'oauth'] as const;

export interface TokenRow {
  readonly token: string;
  readonly region: CozeRegion;
  readonly kind: (typeof TOKEN_KINDS)[number];
  readonly account: string;
  readonly session_name: string | null;
  /** A JSON list. */
  readonly scopes: string;
  /** Null for a token that never expires. */
  readonly expires_at: number | null;
}

/** Whom Coze takes the bearer of a token for, and compares with the creator of a conversation. */
export const identityOf = ({
  account,
  session_name: sessionName,
}: Pick<TokenRow, 'account' | 'session_name'>): string =>
  sessionName === null ? account : `${account}/${sessionName}`;
