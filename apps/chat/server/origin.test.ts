import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { checkChatOrigin } from './origin.ts';
import { respondProblem } from './problem-response.ts';

const app = new Hono();
app.onError(respondProblem);
app.use(checkChatOrigin(['https://chat.example.com']));
app.all('/', (context) => context.text('done'));

const statusOf = async (method: string, headers: Record<string, string>) =>
  (await app.request('/', { method, headers })).status;

describe('checkOrigin', () => {
  it('accepts changes from its own page', async () => {
    expect(await statusOf('POST', { 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await statusOf('DELETE', { 'sec-fetch-site': 'none' })).toBe(200);
  });

  it('rejects other sites, including another subdomain', async () => {
    const site = { origin: 'https://evil.example' };
    expect(await statusOf('POST', { ...site, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf('DELETE', { ...site, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await statusOf('PATCH', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('checks Origin if the browser sends no Sec-Fetch-Site', async () => {
    expect(await statusOf('POST', { origin: 'https://chat.example.com' })).toBe(200);
    expect(await statusOf('POST', { origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf('POST', { origin: 'null' })).toBe(403);
  });

  it('does not trust an origin because it equals Host', async () => {
    expect(await statusOf('POST', { origin: 'http://rebound.example', host: 'rebound.example' })).toBe(403);
  });

  it('accepts programs, which send neither header', async () => {
    expect(await statusOf('POST', {})).toBe(200);
  });

  it('allows cross-site reads, which change nothing', async () => {
    expect(await statusOf('GET', { 'sec-fetch-site': 'cross-site' })).toBe(200);
  });
});
