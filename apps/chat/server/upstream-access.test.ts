import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Environment } from './environment.ts';
import { refusalOf } from './testing/refusal.ts';
import { readUpstreamAccess, readUpstreamName } from './upstream-access.ts';

const DIFY = { DIFY_API_KEY: 'app-secret', DIFY_BASE_URL: 'https://dify.example.com/v1' };
const COZE = { COZE_BASE_URL: 'https://api.coze.cn', COZE_BOT_ID: '73428668' };
const PEM = '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n';
const COZE_APP = { ...COZE, COZE_CLIENT_ID: '31', COZE_KEY_ID: 'fingerprint', COZE_PRIVATE_KEY: PEM };
const MOVEWORKS = {
  MOVEWORKS_BASE_URL: 'https://api.moveworks.ai/rest/v1beta1',
  MOVEWORKS_ASSISTANT_NAME: 'helper',
  MOVEWORKS_CLIENT_ID: 'client',
  MOVEWORKS_CLIENT_SECRET: 'mw-secret',
};

describe('readUpstreamName', () => {
  it('accepts one of the three, and defaults to Dify', () => {
    expect(readUpstreamName({})).toBe('dify');
    expect(readUpstreamName({ FEEDBACK_UPSTREAM: 'moveworks' })).toBe('moveworks');
  });

  it('lists the upstreams in the error for an unknown one', () => {
    for (const name of ['Coze', 'openai']) {
      const refusal = refusalOf(() => readUpstreamName({ FEEDBACK_UPSTREAM: name }));
      expect(refusal).toMatch(
        /^FEEDBACK_UPSTREAM does not name a known upstream, .* Set it to dify, coze or moveworks/,
      );
    }
  });
});

describe('readUpstreamAccess', () => {
  it('is null if nothing is set, or only variables of another upstream', () => {
    expect(readUpstreamAccess({}, 'dify')).toBeNull();
    expect(readUpstreamAccess({ ...COZE, ...MOVEWORKS }, 'dify')).toBeNull();
    expect(readUpstreamAccess(DIFY, 'coze')).toBeNull();
    expect(readUpstreamAccess(DIFY, 'moveworks')).toBeNull();
  });

  it('chats with the configured Dify', () => {
    const access = { apiKey: 'app-secret', baseUrl: 'https://dify.example.com/v1' };
    expect(readUpstreamAccess(DIFY, 'dify')).toEqual({ name: 'dify', access });
  });

  it('chats with Coze by one token for all users', () => {
    expect(readUpstreamAccess({ ...COZE, COZE_TOKEN: 'pat_secret' }, 'coze')).toEqual({
      name: 'coze',
      access: { baseUrl: 'https://api.coze.cn/', botId: '73428668', token: 'pat_secret' },
    });
  });

  it('chats with Coze by an OAuth app, whose key may be in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chat-key-'));
    const file = join(folder, 'private_key.pem');
    writeFileSync(file, PEM);
    for (const key of [PEM, PEM.replaceAll('\n', '\\n'), file]) {
      expect(readUpstreamAccess({ ...COZE_APP, COZE_PRIVATE_KEY: key }, 'coze')).toEqual({
        name: 'coze',
        access: {
          baseUrl: 'https://api.coze.cn/',
          botId: '73428668',
          clientId: '31',
          keyId: 'fingerprint',
          privateKey: PEM,
        },
      });
    }
    rmSync(folder, { recursive: true });
  });

  it('chats with Moveworks, whose token endpoint it derives from the base URL', () => {
    const access = {
      baseUrl: 'https://api.moveworks.ai/rest/v1beta1',
      assistantName: 'helper',
      tokenUrl: 'https://api.moveworks.ai/oauth/v1/token',
      clientId: 'client',
      clientSecret: 'mw-secret',
      userField: 'user',
    };
    expect(readUpstreamAccess(MOVEWORKS, 'moveworks')).toEqual({ name: 'moveworks', access });
    const tokenUrl = 'https://login.example.com/token';
    const other = { ...MOVEWORKS, MOVEWORKS_TOKEN_URL: tokenUrl, MOVEWORKS_USER_FIELD: 'sub' };
    expect(readUpstreamAccess(other, 'moveworks')).toEqual({
      name: 'moveworks',
      access: { ...access, tokenUrl, userField: 'sub' },
    });
  });

  it('names the missing variable of a set, and repeats no secret', () => {
    const dify = refusal('dify', without(DIFY, 'DIFY_BASE_URL'));
    expect(dify).toMatch(/^DIFY_API_KEY is set but DIFY_BASE_URL is not, .* Set both to .* or neither/);
    expect(refusal('dify', without(DIFY, 'DIFY_API_KEY'))).toMatch(
      /^DIFY_BASE_URL is set but DIFY_API_KEY is not/,
    );
    expect(refusal('coze', COZE)).toMatch(/^COZE_BASE_URL is set but COZE_CLIENT_ID is not/);
    expect(refusal('coze', { COZE_TOKEN: 'pat_secret' })).toMatch(
      /^COZE_TOKEN is set but COZE_BASE_URL is not/,
    );
    expect(refusal('coze', without(COZE_APP, 'COZE_KEY_ID'))).toMatch(/but COZE_KEY_ID is not/);
    const moveworks = refusal('moveworks', without(MOVEWORKS, 'MOVEWORKS_ASSISTANT_NAME'));
    expect(moveworks).toMatch(
      /but MOVEWORKS_ASSISTANT_NAME is not, .* MOVEWORKS_CLIENT_ID and MOVEWORKS_CLIENT_SECRET .* or none of them/,
    );
    expect([dify, moveworks].join()).not.toMatch(/app-secret|mw-secret/);
  });

  it('rejects two ways to sign in to Coze at once', () => {
    expect(refusal('coze', { ...COZE_APP, COZE_TOKEN: 'pat_secret' })).toMatch(
      /^COZE_TOKEN and an OAuth app are both set/,
    );
  });

  it('explains the format of a private key', () => {
    const broken = { ...COZE_APP, COZE_PRIVATE_KEY: '/no/such/key.pem' };
    expect(refusal('coze', broken)).toMatch(/^COZE_PRIVATE_KEY is neither a key in PEM nor a file/);
  });

  it('sends no secret over plain HTTP, except to this machine', () => {
    const plain = { ...DIFY, DIFY_BASE_URL: 'http://dify.example.com/v1' };
    expect(refusal('dify', plain)).toMatch(
      /^DIFY_BASE_URL begins with http:\/\/, .*unencrypted.* https:\/\//,
    );
    const local = { ...DIFY, DIFY_BASE_URL: 'http://127.0.0.1:8080/v1' };
    expect(readUpstreamAccess(local, 'dify')).toMatchObject({ access: { apiKey: 'app-secret' } });
  });
});

const refusal = (name: 'dify' | 'coze' | 'moveworks', environment: Environment) =>
  refusalOf(() => readUpstreamAccess(environment, name));

function without<Given extends object>(given: Given, name: keyof Given): Environment {
  return { ...given, [name]: undefined };
}
