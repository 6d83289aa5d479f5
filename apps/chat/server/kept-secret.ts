import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * 32 random bytes in base64url, stored by name in the data folder. Created at the first start, so
 * that signed and sealed values stay valid after a restart.
 */
export function keptSecret(dataFolder: string, name: 'session-secret' | 'sealing-key'): string {
  const file = join(dataFolder, name);
  try {
    // Fails if the file exists, so that two servers that start at once agree on one secret.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}
