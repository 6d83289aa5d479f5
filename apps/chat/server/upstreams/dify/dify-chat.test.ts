import { type RunningEmulators, startEmulators } from '@message-feedback/emulators';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emulatorControl } from '../../testing/emulator-control.ts';
import type { ChatUpstream, UpstreamEvent } from '../chat-upstream.ts';
import { createDifyChat } from './dify-chat.ts';

const { signal } = new AbortController();
let dify: RunningEmulators;
let control: ReturnType<typeof emulatorControl>;
let chat: Required<ChatUpstream>;
let log: ReturnType<typeof vi.spyOn>;
let userId: string;
let users = 0;

beforeAll(async () => {
  dify = await startEmulators({ pace: 0 });
  control = emulatorControl(dify.url);
  chat = createDifyChat({ apiKey: 'app-emulated-chat', baseUrl: dify.difyBaseUrl });
});
afterAll(() => dify.close());
beforeEach(() => {
  userId = `ada-${++users}`;
  log = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  await control('DELETE', '/faults');
  vi.restoreAllMocks();
});

describe('createDifyChat', () => {
  it('asks, and then lists question and answer in the conversation', async () => {
    const { conversationId, messageId, text } = await ask('What is 17 * 23?');
    expect(text).toContain('391');
    const { items } = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    expect(items).toEqual([
      { role: 'user', id: `${messageId}:question`, text: 'What is 17 * 23?' },
      {
        role: 'assistant',
        id: messageId,
        text,
        state: 'finished',
        feedbackRef: { messageId, conversationId },
      },
    ]);
  });

  it('continues the same conversation', async () => {
    const { conversationId } = await ask('Hello');
    const second = await ask('And now?', conversationId);
    expect(second.conversationId).toBe(conversationId);
    expect((await chat.listMessages({ userId, conversationId, cursor: null, signal })).items).toHaveLength(4);
  });

  it('lists, renames and deletes conversations', async () => {
    const { conversationId } = await ask('Hello');
    await chat.renameConversation({ userId, conversationId, title: 'Über uns', signal });
    const { items, cursor } = await chat.listConversations({ userId, cursor: null, signal });
    expect(items).toEqual([{ id: conversationId, title: 'Über uns', updatedAt: expect.any(Number) }]);
    expect(cursor).toBeNull();
    expect(Math.abs(Date.now() - (items[0]?.updatedAt ?? 0))).toBeLessThan(60_000);

    await chat.deleteConversation({ userId, conversationId, signal });
    expect((await chat.listConversations({ userId, cursor: null, signal })).items).toEqual([]);
  });

  it('pages through long lists without gaps or duplicates', async () => {
    const { conversationId } = await ask('0');
    for (let number = 1; number <= 50; number++) await ask(String(number), conversationId);

    const latest = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    const earlier = await chat.listMessages({ userId, conversationId, cursor: latest.cursor, signal });
    const questions = [...earlier.items, ...latest.items].filter(({ role }) => role === 'user');
    expect(questions.map(({ text }) => text)).toEqual(Array.from({ length: 51 }, (_, number) => `${number}`));
    expect(earlier.cursor).toBeNull();
  });

  it('stops an answer early', async () => {
    const whole = (await ask('What can you do?')).text;
    await control('PATCH', '/settings', { paceMs: 20 });
    let text = '';
    for await (const event of chat.send({
      userId,
      conversationId: null,
      question: 'What can you do?',
      signal,
    })) {
      if (event.type === 'started') await chat.stop({ userId, stopHandle: event.stopHandle, signal });
      if (event.type === 'delta') text += event.text;
    }
    await control('PATCH', '/settings', { paceMs: 0 });
    expect(text.length).toBeLessThan(whole.length);
  });

  it('returns the greeting and the suggested questions of the app', async () => {
    const { greeting, suggestedQuestions } = await chat.introduction({ userId, signal });
    expect(greeting).toMatch(/^Hello/);
    expect(suggestedQuestions).toContain('What is 17 * 23?');
  });

  it("does not show another user's conversation", async () => {
    const { conversationId } = await ask('Hello');
    const eve = { userId: 'eve', conversationId, signal };
    await expect(chat.listMessages({ ...eve, cursor: null })).rejects.toMatchObject({
      code: 'conversation_not_found',
    });
    await expect(chat.renameConversation({ ...eve, title: 'Mine' })).rejects.toMatchObject({
      code: 'conversation_not_found',
    });
  });

  it('rejects an id that would change the path', async () => {
    for (const conversationId of ['../parameters', '', 'x'.repeat(36)]) {
      await expect(chat.deleteConversation({ userId, conversationId, signal })).rejects.toMatchObject({
        code: 'conversation_not_found',
      });
    }
    expect(log).not.toHaveBeenCalled();
  });

  it('reports a wrong key as a configuration error, and keeps the key out of the log', async () => {
    const wrong = createDifyChat({ apiKey: 'app-secret', baseUrl: dify.difyBaseUrl });
    await expect(wrong.introduction({ userId, signal })).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(logged()).toMatch(/^Dify answered 401 unauthorized to GET \/parameters\. Check DIFY_API_KEY/);
    expect(logged()).not.toContain('app-secret');
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'upstream_failed'],
    [{ kind: 'html' }, 'upstream_refused'],
    [{ kind: 'rate_limit' }, 'upstream_busy'],
    [{ kind: 'reset' }, 'upstream_unreachable'],
    [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'upstream_unreachable'],
    [{ kind: 'truncated_json' }, 'upstream_refused'],
  ])('reports %o as %s', async (fault, code) => {
    await control('POST', '/faults', { fault });
    await expect(chat.introduction({ userId, signal })).rejects.toMatchObject({ code });
  });

  it('reports an unreachable Dify as unreachable', async () => {
    const nowhere = createDifyChat({ apiKey: 'app-secret', baseUrl: 'http://127.0.0.1:9/v1' });
    await expect(nowhere.introduction({ userId, signal })).rejects.toMatchObject({
      code: 'upstream_unreachable',
    });
  });
});

async function ask(question: string, conversationId: string | null = null) {
  let begun: Extract<UpstreamEvent, { type: 'started' }> | undefined;
  let text = '';
  for await (const event of chat.send({ userId, conversationId, question, signal })) {
    if (event.type === 'started') begun = event;
    if (event.type === 'delta') text += event.text;
  }
  if (!begun) throw new Error('The answer has not begun.');
  return { conversationId: begun.conversationId, messageId: begun.messageId, text };
}

const logged = () => log.mock.calls.flat().join(' ');
