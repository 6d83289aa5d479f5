import { describe, expect, it } from 'vitest';
import { ChatError } from '../../contract/chat-error.ts';
import type { ChatEvent } from '../../contract/chat-event.ts';
import { createLiveAnswers } from './live-answers.ts';

const started: ChatEvent = { type: 'started', conversationId: 'c1', messageId: 'm1', feedbackRef: null };

describe('createLiveAnswers', () => {
  it('shows the question at once, before the server responds', () => {
    const { live } = setUp();
    void live.ask(null, 'Why?');
    expect(live.get(null)).toMatchObject({ question: 'Why?', state: 'waiting', text: '' });
  });

  it('moves a new conversation to its id once it has one, and reports it', async () => {
    const { live, server } = setUp();
    const conversations: unknown[] = [];
    const asked = live.ask(null, 'Why?', {
      onStarted: (answer) => conversations.push(answer.conversationId),
    });
    server.push(
      started,
      { type: 'delta', text: 'Be' },
      { type: 'delta', text: 'cause' },
      { type: 'finished' },
    );
    server.end();
    expect(await asked).toMatchObject({ conversationId: 'c1', text: 'Because', state: 'finished' });
    expect(live.get(null)).toBeUndefined();
    expect(live.get('c1')).toMatchObject({ text: 'Because' });
    expect(conversations).toEqual(['c1']);
  });

  it('keeps the question and shows the reason when the answer fails', async () => {
    const { live, server } = setUp();
    const asked = live.ask('c1', 'Why?');
    server.fail(new ChatError('network'));
    expect(await asked).toMatchObject({ question: 'Why?', state: 'failed', failure: 'network' });
  });

  it('keeps the text so far when the answer breaks off', async () => {
    const { live, server } = setUp();
    const asked = live.ask('c1', 'Why?');
    server.push(started, { type: 'delta', text: 'Be' }, { type: 'failed', code: 'upstream_failed' });
    server.end();
    expect(await asked).toMatchObject({ text: 'Be', state: 'failed', failure: 'upstream_failed' });
  });

  it('stops an answer that has not started as soon as it starts', async () => {
    const { live, server, stopped } = setUp();
    const asked = live.ask(null, 'Why?');
    await live.stop(null);
    expect(stopped).toEqual([]);
    server.push(started, { type: 'finished' });
    server.end();
    await asked;
    expect(stopped).toEqual(['m1']);
  });

  it('asks the server to stop only once', async () => {
    const { live, server, stopped } = setUp();
    const asked = live.ask('c1', 'Why?');
    server.push(started);
    await new Promise(setImmediate);
    await Promise.all([live.stop('c1'), live.stop('c1')]);
    server.push({ type: 'finished' });
    server.end();
    await asked;
    expect(stopped).toEqual(['m1']);
  });

  it('notifies its listeners of every change until they unsubscribe', async () => {
    const { live, server } = setUp();
    let changes = 0;
    const leave = live.subscribe(() => changes++);
    const asked = live.ask('c1', 'Why?');
    server.push(started);
    await new Promise(setImmediate);
    expect(changes).toBe(2);
    leave();
    server.push({ type: 'finished' });
    server.end();
    await asked;
    expect(changes).toBe(2);
  });
});

/** A server whose answer the test controls. */
function setUp() {
  let control: ReadableStreamDefaultController<ChatEvent> | undefined;
  const answer = new ReadableStream<ChatEvent>({
    start(controller) {
      control = controller;
    },
  });
  const stopped: string[] = [];
  const live = createLiveAnswers({
    ask: () => answer,
    async stopAnswer(messageId) {
      stopped.push(messageId);
    },
  });
  const server = {
    push: (...events: ChatEvent[]) => {
      for (const event of events) control?.enqueue(event);
    },
    end: () => control?.close(),
    fail: (error: unknown) => control?.error(error),
  };
  return { live, server, stopped };
}
