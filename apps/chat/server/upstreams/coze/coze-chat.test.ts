import { type RunningEmulators, startEmulators } from '@message-feedback/emulators';
import type { GetToken } from '@message-feedback/proxy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emulatorControl } from '../../testing/emulator-control.ts';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { createCozeChat } from './coze-chat.ts';

const { signal } = new AbortController();
let coze: RunningEmulators;
let control: ReturnType<typeof emulatorControl>;
let chat: ReturnType<typeof createCozeChat>;
let log: ReturnType<typeof vi.spyOn>;
let userId: string;
let users = 0;

beforeAll(async () => {
  coze = await startEmulators({ pace: 0 });
  control = emulatorControl(coze.url);
  chat = chatWith({ getToken: sessionToken() });
});
afterAll(() => coze.close());
beforeEach(() => {
  userId = `ada-${++users}`;
  log = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  await control('DELETE', '/faults');
  vi.restoreAllMocks();
});

describe('createCozeChat', () => {
  it('asks, and then lists question and answer in the conversation', async () => {
    const { conversationId, messageId, text, events } = await ask('What is 17 * 23?');
    expect(text).toContain('391');
    expect(events.at(-1)).toEqual({ type: 'ratable', feedbackRef: { messageId, conversationId } });
    const { items } = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    expect(items).toEqual([
      { role: 'user', id: expect.stringMatching(/^\d{19}$/), text: 'What is 17 * 23?' },
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
    expect((await ask('And now?', { conversationId })).conversationId).toBe(conversationId);
    expect((await chat.listMessages({ userId, conversationId, cursor: null, signal })).items).toHaveLength(4);
  });

  it('names a conversation after its first question, and lists, renames and deletes it', async () => {
    const { conversationId } = await ask('What is\n17 * 23?');
    const list = async () => (await chat.listConversations({ userId, cursor: null, signal })).items;
    expect(await list()).toEqual([
      { id: conversationId, title: 'What is 17 * 23?', updatedAt: expect.any(Number) },
    ]);
    expect(Math.abs(Date.now() - ((await list())[0]?.updatedAt ?? 0))).toBeLessThan(60_000);

    await chat.renameConversation({ userId, conversationId, title: '杭州'.repeat(80), signal });
    expect((await list())[0]?.title).toBe('杭州'.repeat(50));
    await chat.deleteConversation({ userId, conversationId, signal });
    expect(await list()).toEqual([]);
  });

  it('pages through long lists without gaps or duplicates', async () => {
    const { conversationId } = await ask('0');
    for (let number = 1; number <= 30; number++) await ask(String(number), { conversationId });
    const latest = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    const earlier = await chat.listMessages({ userId, conversationId, cursor: latest.cursor, signal });
    const questions = [...earlier.items, ...latest.items].filter(({ role }) => role === 'user');
    expect(questions.map(({ text }) => text)).toEqual(Array.from({ length: 31 }, (_, number) => `${number}`));
    expect(earlier.cursor).toBeNull();
  });

  it('disconnects from a stopped answer, because Coze continues it', async () => {
    await control('PATCH', '/settings', { paceMs: 20 });
    let text = '';
    const stopping = async () => {
      for await (const event of send('What can you do?')) {
        if (event.type === 'started') await chat.stop({ userId, stopHandle: event.stopHandle, signal });
        if (event.type === 'delta') text += event.text;
      }
    };
    await expect(stopping()).rejects.toThrow();
    await control('PATCH', '/settings', { paceMs: 0 });
    expect(text.length).toBeLessThan((await ask('What can you do?')).text.length / 2);
  });

  it("does not show another user's conversation", async () => {
    const { conversationId } = await ask('Hello');
    await expectForeign(chat, conversationId);
  });

  it('separates users who share one token', async () => {
    chat = chatWith({ getToken: () => coze.access.coze.cn.personalToken, shared: true });
    const { conversationId } = await ask('Hello');
    expect((await chat.listConversations({ userId, cursor: null, signal })).items).toHaveLength(1);
    expect((await chat.listConversations({ userId: 'eve', cursor: null, signal })).items).toEqual([]);
    await expectForeign(chat, conversationId);
    chat = chatWith({ getToken: sessionToken() });
  });

  it('rejects an id that would change the path', async () => {
    for (const conversationId of ['../v3/chat', '', '7'.repeat(33), '7e1']) {
      await expect(chat.deleteConversation({ userId, conversationId, signal })).rejects.toMatchObject({
        code: 'conversation_not_found',
      });
    }
    expect(log).not.toHaveBeenCalled();
  });

  it('requests another token once when the first is no longer valid', async () => {
    const fresh = sessionToken();
    const asked: unknown[] = [];
    const renewing = chatWith({
      getToken(request) {
        asked.push(request);
        return request.rejected === undefined ? 'czs_expired' : fresh(request);
      },
    });
    await renewing.listConversations({ userId, cursor: null, signal });
    expect(asked).toEqual([{ userId }, { userId, rejected: 'czs_expired' }]);
  });

  it('reports a wrong token as a configuration error, and keeps the token out of the log', async () => {
    const wrong = chatWith({ getToken: () => 'pat_secret' });
    const list = wrong.listConversations({ userId, cursor: null, signal });
    await expect(list).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(logged()).toMatch(
      /^Coze answered 401 code 700012006 \(log id \w+\) to GET \/v1\/conversations\. Check/,
    );
    expect(logged()).not.toContain('pat_secret');
  });

  it('reports that no token is available', async () => {
    const none = chatWith({ getToken: () => Promise.reject(new Error('No key.')) });
    const list = none.listConversations({ userId, cursor: null, signal });
    await expect(list).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(logged()).toBe('No key.');
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'upstream_failed'],
    [{ kind: 'html' }, 'upstream_refused'],
    [{ kind: 'rate_limit' }, 'upstream_busy'],
    [{ kind: 'reset' }, 'upstream_unreachable'],
    [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'upstream_unreachable'],
    [{ kind: 'truncated_json' }, 'upstream_refused'],
  ])('reports %o as %s', async (fault, code) => {
    await control('POST', '/faults', { path: '/coze-cn/**', fault });
    const list = chat.listConversations({ userId, cursor: null, signal });
    await expect(list).rejects.toMatchObject({ code });
  });
});

function chatWith({ getToken, shared = false }: { getToken: GetToken; shared?: boolean }) {
  return createCozeChat({ baseUrl: coze.cozeBaseUrl, botId: coze.access.coze.botId, getToken, shared });
}

/** One token for each user, as OAuth with a JWT returns. */
function sessionToken(): GetToken {
  const tokens = new Map<string, string>();
  return async ({ userId: sessionName }) => {
    const known = tokens.get(sessionName);
    if (known) return known;
    const { token } = (await control('POST', '/coze/tokens', { sessionName })) as { token: string };
    tokens.set(sessionName, token);
    return token;
  };
}

async function expectForeign(asked: typeof chat, conversationId: string) {
  const eve = { userId: 'eve', conversationId, signal };
  const notFound = { code: 'conversation_not_found' };
  await expect(asked.listMessages({ ...eve, cursor: null })).rejects.toMatchObject(notFound);
  await expect(asked.renameConversation({ ...eve, title: 'Mine' })).rejects.toMatchObject(notFound);
  await expect(asked.deleteConversation(eve)).rejects.toMatchObject(notFound);
  await expect(ask('Mine?', { ...eve })).rejects.toMatchObject(notFound);
}

const send = (question: string, conversationId: string | null = null, user = userId) =>
  chat.send({ userId: user, conversationId, question, signal });

async function ask(question: string, about: { conversationId?: string; userId?: string } = {}) {
  const events: UpstreamEvent[] = [];
  for await (const event of send(question, about.conversationId ?? null, about.userId)) events.push(event);
  const begun = events.find((event) => event.type === 'started');
  if (!begun) throw new Error('The answer has not begun.');
  const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  return { conversationId: begun.conversationId, messageId: begun.messageId, text, events };
}

const logged = () => log.mock.calls.flat().join(' ');
