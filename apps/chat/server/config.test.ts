import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import type { Environment } from './environment.ts';
import { refusalOf } from './testing/refusal.ts';

describe('readConfig', () => {
  it('runs an emulated Dify on loopback when nothing is set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, operatorPort: 4010 });
    expect(config).toMatchObject({ upstream: 'dify', access: null });
    expect(config.dataFolder).toMatch(/[\\/]\.data$/);
  });

  it('treats empty variables as unset', () => {
    const empty = { PORT: '', FEEDBACK_UPSTREAM: '', DIFY_API_KEY: '', DIFY_BASE_URL: '' };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('explains the format of a port', () => {
    for (const port of ['http', '70000', '-1', '30.5']) {
      expect(refusal({ PORT: port })).toMatch(/^PORT is not a port, .* such as PORT=3000/);
    }
    expect(refusal({ OPERATOR_PORT: 'x' })).toMatch(/^OPERATOR_PORT is not a port/);
  });

  it('rejects a short session secret', () => {
    expect(refusal({ SESSION_SECRET: 'short' })).toMatch(/^SESSION_SECRET has fewer than 32 characters/);
    expect(readConfig({ SESSION_SECRET: 's'.repeat(32) }).sessionSecret).toHaveLength(32);
  });

  it('rejects addresses that are not web addresses', () => {
    expect(refusal({ PUBLIC_URL: 'chat.example.com' })).toMatch(/^PUBLIC_URL is not a web address/);
    expect(refusal({ PUBLIC_URL: 'ftp://chat.example.com' })).toMatch(/^PUBLIC_URL is not a web address/);
  });
});

const refusal = (environment: Environment) => refusalOf(() => readConfig(environment));
