import { type RunningEmulators, startEmulators } from '@message-feedback/emulators';
import type { GetToken } from '@message-feedback/proxy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emulatorControl } from '../../testing/emulator-control.ts';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { createMoveworksChat } from './moveworks-chat.ts';

const { signal } = new AbortController();
let moveworks: RunningEmulators;
let control: ReturnType<typeof emulatorControl>;
let chat: ReturnType<typeof createMoveworksChat>;
let log: ReturnType<typeof vi.spyOn>;
let userId: string;
let users = 0;

beforeAll(async () => {
  moveworks = await startEmulators({ pace: 0 });
  control = emulatorControl(moveworks.url);
  chat = chatWith({ getToken: keys() });
});
afterAll(() => moveworks.close());
beforeEach(() => {
  userId = `ada-${++users}`;
  log = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(async () => {
  await control('DELETE', '/faults');
  await control('PATCH', '/settings', { moveworks: { feedbackSides: 'both', responseOutcome: 'COMPLETED' } });
  vi.restoreAllMocks();
});

describe('createMoveworksChat', () => {
  it('asks, and finds question and answer again in the conversation, with the ids of both ratings', async () => {
    const { conversationId, messageId, text, events } = await ask('What is 17 * 23?');
    expect(text).toContain('391');
    const feedbackRef = {
      messageId,
      conversationId,
      responseId: expect.stringMatching(/^resp_/),
      callbackIds: { helpful: expect.any(String), unhelpful: expect.any(String) },
    };
    expect(events.at(-1)).toEqual({ type: 'ratable', feedbackRef });
    const { items } = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    expect(items).toEqual([
      { role: 'user', id: expect.stringMatching(/^msg_/), text: 'What is 17 * 23?' },
      { role: 'assistant', id: messageId, text, state: 'finished', feedbackRef },
    ]);
  });

  it.each(['/assistant/v1', '/rest/v1'])('also works under %s', async (path) => {
    const other = chatWith({ getToken: keys(), baseUrl: `${moveworks.moveworksBaseUrl}${path}` });
    expect((await other.listConversations({ userId, cursor: null, signal })).items).toEqual([]);
  });

  it('continues the same conversation, lists it by its title, and renames it', async () => {
    const { conversationId } = await ask('Hello');
    expect((await ask('And now?', conversationId)).conversationId).toBe(conversationId);
    const list = async () => (await chat.listConversations({ userId, cursor: null, signal })).items;
    expect(await list()).toEqual([{ id: conversationId, title: 'Hello', updatedAt: expect.any(Number) }]);
    expect(Math.abs(Date.now() - ((await list())[0]?.updatedAt ?? 0))).toBeLessThan(60_000);
    await chat.renameConversation({ userId, conversationId, title: 'Über uns', signal });
    expect((await list())[0]?.title).toBe('Über uns');
  });

  it('pages through long lists without gaps or duplicates', async () => {
    const { conversationId } = await ask('0');
    for (let number = 1; number <= 30; number++) await ask(String(number), conversationId);
    const latest = await chat.listMessages({ userId, conversationId, cursor: null, signal });
    const earlier = await chat.listMessages({ userId, conversationId, cursor: latest.cursor, signal });
    const questions = [...earlier.items, ...latest.items].filter(({ role }) => role === 'user');
    expect(questions.map(({ text }) => text)).toEqual(Array.from({ length: 31 }, (_, number) => `${number}`));
    expect(earlier.cursor).toBeNull();
  });

  it('reports which messages accept only one rating, and which accept none', async () => {
    await control('PATCH', '/settings', { moveworks: { feedbackSides: 'helpful' } });
    const [, helpful] = await messagesOf(await ask('Hello'));
    expect(helpful).toMatchObject({ feedbackRef: { callbackIds: { helpful: expect.any(String) } } });
    expect(helpful).not.toMatchObject({ feedbackRef: { callbackIds: { unhelpful: expect.any(String) } } });
    await control('PATCH', '/settings', { moveworks: { feedbackSides: 'none' } });
    const unratable = await ask('Hello');
    expect(unratable.events.some(({ type }) => type === 'ratable')).toBe(false);
    expect((await messagesOf(unratable))[1]).toMatchObject({ feedbackRef: null });
  });

  it('re-reads the callback ids of a message, only for its own user', async () => {
    const asked = await ask('Hello');
    const [, answer] = await messagesOf(asked);
    if (answer?.role !== 'assistant' || !answer.feedbackRef) throw new Error('There is no answer to rate.');
    const { callbackIds, ...message } = answer.feedbackRef;
    expect(await chat.resolveMessage({ userId, message })).toEqual(callbackIds);
    const other = { ...message, messageId: 'msg_other' };
    expect(await chat.resolveMessage({ userId, message: other })).toBeNull();
    await expect(chat.resolveMessage({ userId: 'eve', message })).rejects.toMatchObject({
      code: 'conversation_not_found',
    });
  });

  it('polls for an answer whose stream is cut', async () => {
    await control('POST', '/faults', { path: '/rest/**/stream', fault: { kind: 'cut_body' } });
    const { text, events } = await ask('What is 17 * 23?');
    expect(text).toContain('391');
    expect(events.at(-1)).toMatchObject({ type: 'ratable' });
  });

  it('reports an answer that failed', async () => {
    await control('PATCH', '/settings', { moveworks: { responseOutcome: 'FAILED' } });
    await expect(ask('Hello')).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  it("does not show another user's conversation", async () => {
    const { conversationId } = await ask('Hello');
    const eve = { userId: 'eve', conversationId, signal };
    const notFound = { code: 'conversation_not_found' };
    await expect(chat.listMessages({ ...eve, cursor: null })).rejects.toMatchObject(notFound);
    await expect(chat.renameConversation({ ...eve, title: 'Mine' })).rejects.toMatchObject(notFound);
    await expect(
      chat
        .send({ ...eve, question: 'Mine?' })
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toMatchObject(notFound);
  });

  it('rejects an id that would change the path', async () => {
    for (const conversationId of ['../events', '', 'conv_', 'conv_1/../2', 'resp_1']) {
      await expect(chat.listMessages({ userId, conversationId, cursor: null, signal })).rejects.toMatchObject(
        {
          code: 'conversation_not_found',
        },
      );
    }
    expect(log).not.toHaveBeenCalled();
  });

  it('requests another bearer token once when the first is no longer valid', async () => {
    const fresh = keys();
    const asked: unknown[] = [];
    const renewing = chatWith({
      getToken(request) {
        asked.push(request);
        return request.rejected === undefined ? 'mwt_expired' : fresh(request);
      },
    });
    await renewing.listConversations({ userId, cursor: null, signal });
    expect(asked).toEqual([{ userId }, { userId, rejected: 'mwt_expired' }]);
  });

  it('reports a wrong bearer, assistant or path as a configuration error, and keeps the bearer out of the log', async () => {
    const wrong = [
      chatWith({ getToken: () => 'mwt_secret' }),
      chatWith({ getToken: keys(), assistantName: 'unknown' }),
      chatWith({ getToken: keys(), baseUrl: `${moveworks.moveworksBaseUrl}/rest/v9` }),
    ];
    for (const each of wrong) {
      const list = each.listConversations({ userId, cursor: null, signal });
      await expect(list).rejects.toMatchObject({ code: 'upstream_refused' });
    }
    expect(logged()).toMatch(
      /^Moveworks answered 401 UNAUTHORIZED \(root uuid \S+\) to GET \/conversations\./,
    );
    expect(logged()).toContain('Moveworks answered 403 FORBIDDEN');
    expect(logged()).toContain('Moveworks answered 404');
    expect(logged()).not.toContain('mwt_secret');
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'upstream_failed'],
    [{ kind: 'html' }, 'upstream_refused'],
    [{ kind: 'rate_limit' }, 'upstream_busy'],
    [{ kind: 'reset' }, 'upstream_unreachable'],
    [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, 'upstream_unreachable'],
    [{ kind: 'truncated_json' }, 'upstream_refused'],
  ])('reports %o as %s', async (fault, code) => {
    await control('POST', '/faults', { path: '/rest/**', fault });
    const list = chat.listConversations({ userId, cursor: null, signal });
    await expect(list).rejects.toMatchObject({ code });
  });
});

function chatWith(access: { getToken: GetToken; assistantName?: string; baseUrl?: string }) {
  const { assistantName } = moveworks.access.moveworks;
  return createMoveworksChat({
    baseUrl: `${moveworks.moveworksBaseUrl}/rest/v1beta1`,
    assistantName,
    ...access,
  });
}

/** One key for each user. */
function keys(): GetToken {
  const known = new Map<string, string>();
  return async ({ userId: user }) => {
    const { key } = known.has(user)
      ? { key: known.get(user) ?? '' }
      : ((await control('POST', '/moveworks/api-keys', { user })) as { key: string });
    known.set(user, key);
    return key;
  };
}

async function messagesOf({ conversationId }: { conversationId: string }) {
  return (await chat.listMessages({ userId, conversationId, cursor: null, signal })).items;
}

async function ask(question: string, conversationId: string | null = null) {
  const events: UpstreamEvent[] = [];
  for await (const event of chat.send({ userId, conversationId, question, signal })) events.push(event);
  const begun = events.find((event) => event.type === 'started');
  if (!begun) throw new Error('The answer has not begun.');
  const text = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  return { conversationId: begun.conversationId, messageId: begun.messageId, text, events };
}

const logged = () => log.mock.calls.flat().join(' ');
