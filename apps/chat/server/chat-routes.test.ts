import { DEFAULT_CAPABILITIES } from '@message-feedback/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHAT_LIMITS } from '../contract/limits.ts';
import { aboutOf } from './about.ts';
import { createChatRoutes } from './chat-routes.ts';
import { createRunningAnswers } from './running-answers.ts';
import { createSessions } from './sessions.ts';
import {
  createScriptedChatUpstream,
  type ScriptedChatUpstream,
  STARTED,
} from './testing/scripted-upstream.ts';
import type { ChatUpstream } from './upstreams/chat-upstream.ts';

const sessions = createSessions({ secret: 'a'.repeat(32), secure: false });
const cookie = (await sessions.cookieFor('ada')).split(';')[0] ?? '';

let upstream: ScriptedChatUpstream;
let routes: ReturnType<typeof createChatRoutes>;

beforeEach(() => {
  upstream = createScriptedChatUpstream();
  routes = routesOver(upstream);
});

describe('createChatRoutes', () => {
  it('rejects a request without a session', async () => {
    const response = await routes.request('/conversations');
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'unauthenticated', retryable: false });
    expect(upstream.calls).toEqual([]);
  });

  it("asks as the session's user, whatever user the browser names", async () => {
    const body = { conversationId: null, question: ' Why? ' };
    expect((await post('/chat', { ...body, userId: 'eve' })).status).toBe(400);
    await (await post('/chat', body)).body?.cancel();
    expect(upstream.calls).toEqual(['send ada {"conversationId":null,"question":"Why?"}']);
  });

  it('streams an answer as server-sent events', async () => {
    const response = await post('/chat', { conversationId: null, question: 'Why?' });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    upstream.push(STARTED, { type: 'delta', text: 'a\n\nb' });
    upstream.end();
    expect(await response.text()).toBe(
      [
        'data: {"type":"started","conversationId":"conversation","messageId":"message","feedbackRef":null}',
        'data: {"type":"delta","text":"a\\n\\nb"}',
        'data: {"type":"finished"}',
        '',
      ].join('\n\n'),
    );
  });

  it('continues an answer after the browser has disconnected', async () => {
    const response = await post('/chat', { conversationId: null, question: 'Why?' });
    await response.body?.cancel();
    upstream.push(STARTED, { type: 'delta', text: 'Because' });
    await new Promise(setImmediate);
    expect(upstream.aborted).toBe(false);
    expect((await post('/chat/message/stop')).status).toBe(204);
    expect(upstream.stopped).toEqual(['handle']);
  });

  it('lists, renames and deletes conversations', async () => {
    expect(await (await get('/conversations?cursor=c1')).json()).toMatchObject({ cursor: 'next' });
    expect(await (await get('/conversations/c%2F1/messages')).json()).toMatchObject({ cursor: null });
    expect((await send('PATCH', '/conversations/c1', { title: ' New ' })).status).toBe(204);
    expect((await send('DELETE', '/conversations/c1')).status).toBe(204);
    expect(upstream.calls).toEqual([
      'listConversations ada {"cursor":"c1"}',
      'listMessages ada {"conversationId":"c/1","cursor":null}',
      'renameConversation ada {"conversationId":"c1","title":"New"}',
      'deleteConversation ada {"conversationId":"c1"}',
    ]);
  });

  it('marks every response as not cacheable', async () => {
    expect((await get('/conversations')).headers.get('cache-control')).toBe('no-store');
  });

  it('rejects a body that is empty, too long, too large or not JSON', async () => {
    const question = 'x'.repeat(CHAT_LIMITS.questionLength + 1);
    expect((await post('/chat', { conversationId: null, question })).status).toBe(400);
    expect((await post('/chat', { conversationId: null, question: ' \n ' })).status).toBe(400);
    expect((await send('PATCH', '/conversations/c1', { title: '' })).status).toBe(400);
    const large = await post('/chat', { conversationId: null, question: 'x'.repeat(500_000) });
    expect(await large.json()).toMatchObject({ status: 413, code: 'request_too_large' });
    const broken = await routes.request('/chat', { method: 'POST', headers: { cookie }, body: '{' });
    expect(await broken.json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(upstream.calls).toEqual([]);
  });

  it('shows a running answer that the upstream does not list yet, once and in its own conversation', async () => {
    await (await post('/chat', { conversationId: null, question: 'Why?' })).body?.cancel();
    upstream.push(STARTED, { type: 'delta', text: 'Because' });
    await new Promise(setImmediate);
    const itemsOf = async (path: string) => (await (await get(path)).json()).items;
    expect(await itemsOf('/conversations/conversation/messages')).toEqual([
      { role: 'user', id: 'question', text: 'Why?' },
      { role: 'assistant', id: 'message', text: 'Because', state: 'answering', feedbackRef: null },
    ]);
    expect(await itemsOf('/conversations/conversation/messages?cursor=c1')).toHaveLength(1);
    expect(await itemsOf('/conversations/other/messages')).toHaveLength(1);
  });

  it('reports which functions the upstream lacks, and has no route for them', async () => {
    const { stop, renameConversation, deleteConversation, introduction, ...little } = upstream;
    routes = routesOver(little);
    expect(await (await get('/about')).json()).toMatchObject({
      upstream: 'dify',
      canRename: false,
      canDelete: false,
      canStop: false,
      feedback: { revoke: true },
    });
    expect((await send('PATCH', '/conversations/c1', { title: 'New' })).status).toBe(404);
    expect((await send('DELETE', '/conversations/c1')).status).toBe(404);
    expect(await (await get('/introduction')).json()).toEqual({ greeting: null, suggestedQuestions: [] });
  });

  it('responds to an unknown path with a problem, not with the page', async () => {
    expect(await (await get('/nothing')).json()).toMatchObject({ status: 404, code: 'not_found' });
  });
});

function routesOver(chat: ChatUpstream) {
  const adapter = { capabilities: DEFAULT_CAPABILITIES };
  const about = aboutOf({ upstream: 'dify', chat, adapter, operatorUrl: null });
  return createChatRoutes({ upstream: chat, answers: createRunningAnswers(chat), sessions, about });
}

const get = (path: string) => send('GET', path);
const post = (path: string, body?: unknown) => send('POST', path, body);

function send(method: string, path: string, body?: unknown) {
  const headers = { cookie, 'content-type': 'application/json' };
  return routes.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
