import { describe, expect, it } from 'vitest';
import { checkBaseUrl } from './adapter-options.ts';

const OPTIONS = {
  allowInsecureBaseUrl: false,
  caller: 'createDifyAdapter',
  option: 'baseUrl',
  example: 'https://api.dify.ai/v1',
};

describe('checkBaseUrl', () => {
  it.each([
    ['https://api.dify.ai/v1', 'https://api.dify.ai/v1'],
    ['https://api.dify.ai/v1///', 'https://api.dify.ai/v1'],
    ['HTTPS://API.dify.ai:443/v1', 'https://api.dify.ai/v1'],
    ['http://localhost:5001/v1', 'http://localhost:5001/v1'],
    ['http://dify.localhost/v1', 'http://dify.localhost/v1'],
    ['http://127.0.0.1:80/v1', 'http://127.0.0.1/v1'],
    ['http://[::1]:5001/v1', 'http://[::1]:5001/v1'],
  ])('accepts %s', (baseUrl, checked) => {
    expect(checkBaseUrl({ ...OPTIONS, baseUrl })).toBe(checked);
  });

  it.each([
    ['', 'is not a URL'],
    ['api.dify.ai/v1', 'is not a URL'],
    ['ftp://api.dify.ai/v1', 'neither an https: nor an http: URL'],
    ['javascript:alert(1)', 'neither an https: nor an http: URL'],
    ['https://me:secret@api.dify.ai/v1', 'contains a user name or password'],
    ['https://api.dify.ai/v1?key=secret', 'query or a fragment'],
    ['https://api.dify.ai/v1#secret', 'query or a fragment'],
    ['http://api.dify.ai/v1', 'would travel unencrypted'],
    ['http://localhost.evil.example/v1', 'would travel unencrypted'],
    ['http://127.0.0.1.evil.example/v1', 'would travel unencrypted'],
  ])('refuses %s and explains the fix', (baseUrl, problem) => {
    const check = () => checkBaseUrl({ ...OPTIONS, baseUrl });
    expect(check).toThrow(TypeError);
    expect(check).toThrow(problem);
    expect(check).toThrow('createDifyAdapter cannot work: its baseUrl ');
    expect(check).toThrow('Pass one such as "https://api.dify.ai/v1".');
    expect(check).not.toThrow('secret');
  });

  it('allows http: between containers with allowInsecureBaseUrl', () => {
    const baseUrl = 'http://dify-api:5001/v1';
    expect(checkBaseUrl({ ...OPTIONS, baseUrl, allowInsecureBaseUrl: true })).toBe(baseUrl);
  });
});
