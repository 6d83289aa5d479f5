import { randomBytes } from 'node:crypto';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createMoveworksAdapter } from '@message-feedback/proxy/moveworks';
import { describe, expect, it } from 'vitest';
import { sealReferences } from './sealed-references.ts';
import { createScriptedChatUpstream, STARTED } from './testing/scripted-upstream.ts';
import type { UpstreamChatMessage, UpstreamEvent } from './upstreams/chat-upstream.ts';

const { signal } = new AbortController();
const sealingKeys = [{ id: 'kept', key: randomBytes(32).toString('base64url') }];
const adapter = createMoveworksAdapter({
  baseUrl: 'http://127.0.0.1:9/rest/v1',
  assistantName: 'helper',
  getToken: () => 'bearer',
});
const IDS = { messageId: 'msg_1', conversationId: 'conv_1', responseId: 'resp_1' };
const FEEDBACK_REF = { ...IDS, callbackIds: { helpful: 'yes-callback', unhelpful: 'no-callback' } };

describe('sealReferences', () => {
  it('hides the callback ids in a reference that the proxy accepts only from this user', async () => {
    const { items } = await sealed([answer(FEEDBACK_REF)]).listMessages(request);
    const feedbackRef = items[0]?.role === 'assistant' ? items[0].feedbackRef : null;
    expect(feedbackRef).toEqual({ ...IDS, token: expect.any(String) });
    expect(JSON.stringify(items)).not.toContain('callback');
    expect(await rate('ada', feedbackRef, 'like')).toBe(200);
    expect(await rate('eve', feedbackRef, 'like')).toBe(404);
    expect(await rate('ada', { ...feedbackRef, messageId: 'msg_2' }, 'like')).toBe(404);
    expect(await rate('ada', IDS, 'like')).toBe(404);
  });

  it('seals which of the two ratings a message accepts', async () => {
    const oneSided = { ...IDS, callbackIds: { helpful: 'yes-callback' } };
    const { items } = await sealed([answer(oneSided)]).listMessages(request);
    const feedbackRef = items[0]?.role === 'assistant' ? items[0].feedbackRef : null;
    expect(await rate('ada', feedbackRef, 'like')).toBe(200);
    expect(await rate('ada', feedbackRef, 'dislike')).toBeGreaterThanOrEqual(400);
  });

  it('leaves questions, and answers that cannot be rated, unchanged', async () => {
    const items: UpstreamChatMessage[] = [{ role: 'user', id: 'msg_0', text: 'Why?' }, answer(null)];
    expect((await sealed(items).listMessages(request)).items).toEqual(items);
  });

  it('seals the references of a streaming answer', async () => {
    const upstream = createScriptedChatUpstream();
    upstream.push(STARTED, { type: 'delta', text: 'Yes' }, { type: 'ratable', feedbackRef: FEEDBACK_REF });
    upstream.end();
    const asked = { userId: 'ada', conversationId: null, question: 'Why?', signal };
    const events: UpstreamEvent[] = [];
    for await (const event of sealReferences(upstream, { sealingKeys, adapter }).send(asked)) {
      events.push(event);
    }
    const feedbackRef = { ...IDS, token: expect.any(String) };
    expect(events).toEqual([STARTED, { type: 'delta', text: 'Yes' }, { type: 'ratable', feedbackRef }]);
  });

  it('omits callback ids that do not fit into a reference, so that the proxy looks them up', async () => {
    const long = { ...IDS, callbackIds: { helpful: 'x'.repeat(9_000) } };
    const { items } = await sealed([answer(long)]).listMessages(request);
    expect(items).toMatchObject([{ feedbackRef: { ...IDS, token: expect.any(String) } }]);
  });

  it('offers the same functions as the upstream', () => {
    const { stop, ...little } = createScriptedChatUpstream();
    const upstream = sealReferences(little, { sealingKeys, adapter });
    expect(upstream.stop).toBeUndefined();
    expect(upstream.renameConversation).toBe(little.renameConversation);
  });
});

const request = { userId: 'ada', conversationId: 'conv_1', cursor: null, signal };

const answer = (feedbackRef: typeof FEEDBACK_REF | { callbackIds: object } | null) =>
  ({
    role: 'assistant',
    id: 'msg_1',
    text: 'Yes',
    state: 'finished',
    feedbackRef: feedbackRef as typeof FEEDBACK_REF | null,
  }) satisfies UpstreamChatMessage;

function sealed(items: readonly UpstreamChatMessage[]) {
  const upstream = { ...createScriptedChatUpstream(), listMessages: async () => ({ items, cursor: null }) };
  return sealReferences(upstream, { sealingKeys, adapter });
}

/**
 * The proxy's response to a rating within its undo window, when the proxy sends nothing to the
 * upstream.
 */
async function rate(userId: string, message: unknown, rating: 'like' | 'dislike'): Promise<number> {
  const proxy = createFeedbackProxy({ adapter, sealingKeys, identify: () => userId, worker: false });
  const stamp = `${String(Date.now()).padStart(15, '0')}-00000-tester`;
  const feedback = { rating, reasons: [], comment: '' };
  const response = await proxy.fetch(
    new Request('http://chat.test/api/message-feedback', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message, feedback, stamp }),
    }),
  );
  await proxy.close();
  return response.status;
}
