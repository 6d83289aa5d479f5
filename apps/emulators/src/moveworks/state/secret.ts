import { randomBytes } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';

/** The key that callback ids are signed with; made when it is first asked for, and kept so that they outlive a restart. */
export function readSecret(database: EmulatorDatabase): string {
  const stored = database.row<{ key: string }>('SELECT key FROM moveworks_secrets');
  if (stored) return stored.key;
  const key = randomBytes(32).toString('base64url');
  database.run('INSERT INTO moveworks_secrets (id, key) VALUES (1, ?)', key);
  return key;
}
