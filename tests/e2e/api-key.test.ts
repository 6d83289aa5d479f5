import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulators } from '../../apps/emulators/src/index.ts';
import { startProgram } from './program.ts';

const KEY = 'app-canary-6f1d0c9b8a7e';
const COMMENT = 'canary-comment-2b7e151628ae';
const root = new URL('../../', import.meta.url).pathname;

it('chats with a configured Dify, and keeps its API key out of browsers and logs, and comments out of logs', {
  timeout: 120_000,
}, async () => {
  const emulators = await startEmulators({ pace: 0 });
  const control = (path: string, command: unknown) =>
    fetch(`${emulators.url}/__emulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
  await control('dify/apps', { apiKey: KEY, name: 'Canary', mode: 'chat' });

  const data = mkdtempSync(join(tmpdir(), 'message-feedback-key-'));
  const program = startProgram(process.execPath, ['scripts/run.mjs', 'start'], {
    PORT: '0',
    DATA_DIR: data,
    DIFY_API_KEY: KEY,
    DIFY_BASE_URL: emulators.difyBaseUrl,
  });
  const seen: string[] = [];
  try {
    await program.printed(/Chat +http.*\n/, 90_000);
    const [, chat = ''] = /Chat +(\S+)/.exec(program.output()) ?? [];
    // It emulates nothing, so it has no operator page.
    expect(program.output().match(/https?:\/\/\S+/g)).toEqual([chat]);
    const first = await fetch(chat);
    const cookie = first.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    seen.push(await first.text(), JSON.stringify([...first.headers]));

    const ask = async (path: string, init: RequestInit = {}) => {
      const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
      const response = await fetch(`${chat}${path}`, { ...init, headers });
      const text = await response.text();
      seen.push(text, JSON.stringify([...response.headers]));
      return text;
    };
    const answer = await ask('/api/chat', {
      method: 'POST',
      body: JSON.stringify({ question: 'Hello', conversationId: null }),
    });
    const messageId = /"messageId":"([^"]+)"/.exec(answer)?.[1];
    expect(messageId).toBeDefined();
    const conversationId = /"conversationId":"([^"]+)"/.exec(answer)?.[1];
    expect(await ask('/api/conversations')).toContain(conversationId);
    await ask(`/api/conversations/${conversationId}/messages`);
    await ask('/api/introduction');

    let counter = 0;
    const rate = () =>
      ask('/api/message-feedback', {
        method: 'POST',
        body: JSON.stringify({
          message: { messageId },
          feedback: { rating: 'dislike', reasons: [], comment: COMMENT },
          stamp: `${String(Date.now()).padStart(15, '0')}-${String(counter++).padStart(5, '0')}-canary`,
        }),
      });
    expect(await rate()).toContain('delivered');
    // Everything that could make a server print text: failures, a rejected key, a page instead of a
    // response.
    const feedbacks = { path: '/v1/**', times: 2 };
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'html' },
      { kind: 'reset' },
      // Last, because the proxy then pauses delivery.
      { kind: 'status', status: 401 },
    ]) {
      await control('faults', { fault, ...feedbacks });
      await rate();
      await ask('/api/conversations');
    }
    await ask('/api/message-feedback', { method: 'POST', body: '{"' });
  } finally {
    program.kill();
    await program.ended;
    await emulators.close();
    rmSync(data, { recursive: true, force: true });
  }

  seen.push(...filesBelow(join(root, 'apps/chat/dist/client')).map((file) => readFileSync(file, 'utf8')));
  expect(seen.filter((text) => text.includes(KEY))).toEqual([]);
  expect(program.output()).toContain('message-feedback');
  expect(program.output()).not.toContain(KEY);
  expect(program.output()).not.toContain(COMMENT);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile());
}
