import type { EmulatorDatabase } from '../../database.ts';

/** The bearers, each of which stands for one person: access tokens that expire, and API keys that do not. */
export function createTokens(database: EmulatorDatabase) {
  return {
    find: (token: string) => database.row<TokenRow>('SELECT * FROM moveworks_tokens WHERE token = ?', token),
    apiKeys: () =>
      database.rows<TokenRow>(`SELECT * FROM moveworks_tokens WHERE kind = 'api_key' ORDER BY rowid`),
    create: ({ token, kind, user, expires_at: expiresAt }: TokenRow) =>
      database.run(
        'INSERT OR REPLACE INTO moveworks_tokens VALUES (?, ?, ?, ?)',
        token,
        kind,
        user,
        expiresAt,
      ),
  };
}

export interface TokenRow {
  readonly token: string;
  readonly kind: 'access' | 'api_key';
  readonly user: string;
  readonly expires_at: number | null;
}
