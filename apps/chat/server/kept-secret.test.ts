import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keptSecret } from './kept-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'chat-secret-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keptSecret', () => {
  it('is 32 bytes long, the same after a restart, different for each name, and readable only by its owner', () => {
    const secret = keptSecret(folder, 'session-secret');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(keptSecret(folder, 'session-secret')).toBe(secret);
    expect(keptSecret(folder, 'sealing-key')).not.toBe(secret);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
    }
  });
});
