import type { EmulatorDatabase } from '../../database.ts';
import type { CozeRegion } from './tokens.ts';

/** The OAuth apps with their public keys, and the JWTs they have used up. */
export function createOauthApps(database: EmulatorDatabase) {
  return {
    byId: (id: string) => database.row<OauthAppRow>('SELECT * FROM coze_oauth_apps WHERE id = ?', id),
    all: () => database.rows<OauthAppRow>('SELECT * FROM coze_oauth_apps ORDER BY rowid'),
    create: (app: OauthAppRow) =>
      database.run(
        'INSERT INTO coze_oauth_apps VALUES (?, ?, ?, ?, ?, ?)',
        app.id,
        app.region,
        app.name,
        app.account,
        app.active,
        app.scopes,
      ),
    setActive: (id: string, active: boolean) =>
      database.run('UPDATE coze_oauth_apps SET active = ? WHERE id = ?', Number(active), id),
    key: (keyId: string) =>
      database.row<OauthKeyRow>('SELECT * FROM coze_oauth_keys WHERE key_id = ?', keyId),
    keyIdsOf: (appId: string) =>
      database
        .rows<OauthKeyRow>('SELECT * FROM coze_oauth_keys WHERE app_id = ? ORDER BY rowid', appId)
        .map((key) => key.key_id),
    addKey: (key: OauthKeyRow) =>
      database.run(
        'INSERT OR REPLACE INTO coze_oauth_keys VALUES (?, ?, ?)',
        key.key_id,
        key.app_id,
        key.public_key,
      ),
    isUsed: (appId: string, jti: string) =>
      database.row('SELECT 1 FROM coze_used_jwts WHERE app_id = ? AND jti = ?', appId, jti) !== undefined,
    markUsed: (appId: string, jti: string) =>
      database.run('INSERT INTO coze_used_jwts VALUES (?, ?)', appId, jti),
  };
}

export interface OauthAppRow {
  readonly id: string;
  readonly region: CozeRegion;
  readonly name: string;
  readonly account: string;
  /** 0 or 1. */
  readonly active: number;
  /** A JSON list: what its tokens may do. */
  readonly scopes: string;
}

interface OauthKeyRow {
  readonly key_id: string;
  readonly app_id: string;
  /** SPKI in PEM. */
  readonly public_key: string;
}
