import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';
import { StartError } from './start-error.ts';

describe('readConfig', () => {
  it('runs an emulated Dify on loopback when nothing is set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, operatorPort: 4010, dify: null });
    expect(config.dataFolder).toMatch(/[\\/]\.data$/);
  });

  it('takes empty variables for unset ones', () => {
    expect(readConfig({ PORT: '', DIFY_API_KEY: '', DIFY_BASE_URL: '' })).toEqual(readConfig({}));
  });

  it('chats with the Dify that is named', () => {
    const { dify } = readConfig({ DIFY_API_KEY: 'app-key', DIFY_BASE_URL: 'https://dify.example.com/v1' });
    expect(dify).toEqual({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
  });

  it('says which half of a Dify is missing, and does not repeat the key', () => {
    const onlyKey = refusalOf({ DIFY_API_KEY: 'app-secret' });
    expect(onlyKey).toMatch(/^DIFY_API_KEY is set but DIFY_BASE_URL is not, .* Set both/);
    expect(onlyKey).not.toContain('app-secret');
    expect(refusalOf({ DIFY_BASE_URL: 'https://dify.example.com/v1' })).toMatch(
      /^DIFY_BASE_URL is set but DIFY_API_KEY is not/,
    );
  });

  it('says what a port looks like', () => {
    for (const port of ['http', '70000', '-1', '30.5']) {
      expect(refusalOf({ PORT: port })).toMatch(/^PORT is not a port, .* such as PORT=3000/);
    }
    expect(refusalOf({ OPERATOR_PORT: 'x' })).toMatch(/^OPERATOR_PORT is not a port/);
  });

  it('refuses a session secret that could be guessed', () => {
    expect(refusalOf({ SESSION_SECRET: 'short' })).toMatch(/^SESSION_SECRET has fewer than 32 characters/);
    expect(readConfig({ SESSION_SECRET: 's'.repeat(32) }).sessionSecret).toHaveLength(32);
  });

  it('refuses addresses that no browser opens', () => {
    expect(refusalOf({ PUBLIC_URL: 'chat.example.com' })).toMatch(/^PUBLIC_URL is not a web address/);
    expect(refusalOf({ PUBLIC_URL: 'ftp://chat.example.com' })).toMatch(/^PUBLIC_URL is not a web address/);
  });
});

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('The configuration was taken.');
}
