import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulators } from '../../apps/emulators/src/index.ts';

const MESSAGE_ID = 'b8c9e524-7042-4f4d-b2d5-30d1f2665123';
const STAMP = `${String(Date.now()).padStart(15, '0')}-00000-badinput`;

let endpoint: string;
let emulators: Awaited<ReturnType<typeof startEmulators>>;
let close: () => Promise<void>;

beforeAll(async () => {
  emulators = await startEmulators({ pace: 0 });
  const proxy = createFeedbackProxy({
    adapter: createDifyAdapter({ apiKey: 'app-emulated-chat', baseUrl: emulators.difyBaseUrl }),
    identify: (request) => request.headers.get('x-user'),
    onEvent: () => {},
  });
  const server = createServer(createNodeListener(proxy));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/message-feedback`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    await proxy.close();
    await emulators.close();
  };
});
afterAll(() => close());

const body = ({ message = {}, feedback = {}, ...rest }: Record<string, object> = {}) =>
  JSON.stringify({
    message: { messageId: MESSAGE_ID, ...message },
    feedback: { rating: 'dislike', reasons: [], comment: '', ...feedback },
    stamp: STAMP,
    ...rest,
  });
const reasons = (count: number) => Array.from({ length: count }, (_, index) => `reason ${index}`);

it.each<[string, string, number, string, Record<string, string>?]>([
  [
    'a comment of 251 characters',
    body({ feedback: { comment: 'x'.repeat(251) } }),
    400,
    'invalid_submission',
  ],
  ['a comment of 251 emoji', body({ feedback: { comment: '👍'.repeat(251) } }), 400, 'invalid_submission'],
  [
    'a comment of 251 Chinese characters',
    body({ feedback: { comment: '误'.repeat(251) } }),
    400,
    'invalid_submission',
  ],
  ['11 reasons', body({ feedback: { reasons: reasons(11) } }), 400, 'invalid_submission'],
  ['a reason of 31 characters', body({ feedback: { reasons: ['x'.repeat(31)] } }), 400, 'invalid_submission'],
  ['a reason of 31 emoji', body({ feedback: { reasons: ['👍'.repeat(31)] } }), 400, 'invalid_submission'],
  ['a lone surrogate', body().replace('"comment":""', '"comment":"a\\ud800"'), 400, 'invalid_submission'],
  ['an unknown field', body({ feedback: { user: 'another user' } }), 400, 'invalid_submission'],
  ['an unknown field at the top', body({ user: {} }), 400, 'invalid_submission'],
  ['81 KiB', body({ feedback: { comment: 'x'.repeat(81 * 1024) } }), 413, 'submission_too_large'],
  ['a wrong content type', body(), 415, 'unsupported_media_type', { 'content-type': 'text/plain' }],
  ['a form', body(), 415, 'unsupported_media_type', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['no session', body(), 401, 'unauthenticated', { 'x-user': '' }],
  ['a message id of ..', body({ message: { messageId: '..' } }), 400, 'invalid_message'],
  ['a message id of %2e%2e', body({ message: { messageId: '%2e%2e' } }), 400, 'invalid_message'],
  ['half of a JSON', body().slice(0, -9), 400, 'invalid_json'],
  [
    'another site',
    body(),
    403,
    'cross_origin',
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  ],
])('rejects %s with a problem, and Dify receives nothing', async (_, sent, status, code, headers) => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'ada', ...headers },
    body: sent,
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ code, status, retryable: false });
  expect(await requestsOfDify()).toEqual([]);
});

// Last, because Dify receives it.
it.each([
  ['letters', 'x'],
  ['Chinese', '误'],
  ['emoji', '👍'],
])('accepts %s exactly at each limit, and delivers them to Dify unchanged', async (_, character) => {
  const comment = character.repeat(250);
  const chosen = Array.from({ length: 10 }, (_, index) => `${index}${character.repeat(29)}`);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'ada' },
    body: body({ message: { messageId: crypto.randomUUID() }, feedback: { reasons: chosen, comment } }),
  });
  // The emulator has no such message yet, so the proxy will send it again. What it got is the point.
  expect(await response.json()).toMatchObject({ status: 'accepted' });
  // Not only the last request: the proxy may just send another message again.
  const contents = (await requestsOfDify()).map(
    (each) => (JSON.parse(each.body) as { content: string }).content,
  );
  const content = contents.find((each) => each.includes(comment));
  for (const reason of chosen) expect(content).toContain(reason);
});

async function requestsOfDify(): Promise<{ body: string }[]> {
  const response = await fetch(`${emulators.url}/__emulator/requests`);
  return ((await response.json()) as { requests: { body: string }[] }).requests;
}
