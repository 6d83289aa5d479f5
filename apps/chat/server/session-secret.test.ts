import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keptSessionSecret } from './session-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'chat-secret-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keptSessionSecret', () => {
  it('is the same after a restart, long enough, and readable by its owner only', () => {
    const secret = keptSessionSecret(folder);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(keptSessionSecret(folder)).toBe(secret);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
    }
  });
});
