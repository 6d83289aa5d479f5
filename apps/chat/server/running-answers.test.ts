import { describe, expect, it } from 'vitest';
import type { Answer } from '../contract/chat.ts';
import { ChatError } from '../contract/chat-error.ts';
import type { ChatEvent } from '../contract/chat-event.ts';
import { createRunningAnswers } from './running-answers.ts';
import { createScriptedChatUpstream, STARTED } from './testing/scripted-upstream.ts';

const ada = { userId: 'ada', conversationId: null, question: 'Why?' };

describe('createRunningAnswers', () => {
  it('reports the parts of an answer and its end', async () => {
    const { answers, upstream, events, done } = asking();
    upstream.push(STARTED, { type: 'delta', text: 'Be' }, { type: 'replaced', text: 'No' });
    upstream.end();
    await done;
    expect(events).toEqual([
      { type: 'started', conversationId: 'conversation', messageId: 'message', feedbackRef: null },
      { type: 'delta', text: 'Be' },
      { type: 'replaced', text: 'No' },
      { type: 'finished' },
    ]);
    expect(answers.withRunning(PLACE, [SAVED])).toEqual([SAVED]);
  });

  it('lists the text so far while the answer is streaming', async () => {
    const { answers, upstream, events } = asking();
    upstream.push(STARTED, { type: 'delta', text: 'Be' }, { type: 'delta', text: 'cause' });
    await until(() => events.length === 3);
    const soFar = { ...SAVED, text: 'Because', state: 'answering' };
    expect(answers.withRunning(PLACE, [SAVED])).toEqual([soFar]);
    expect(answers.withRunning(PLACE, [])).toEqual([
      { role: 'user', id: 'message:question', text: 'Why?' },
      soFar,
    ]);
    expect(answers.withRunning({ ...PLACE, userId: 'eve' }, [])).toEqual([]);
  });

  it('reports when an answer can be rated', async () => {
    const { upstream, events, done } = asking();
    const feedbackRef = { messageId: 'message', token: 'sealed' };
    upstream.push(STARTED, { type: 'delta', text: 'Yes' }, { type: 'ratable', feedbackRef });
    upstream.end();
    await done;
    expect(events.slice(2)).toEqual([{ type: 'ratable', feedbackRef }, { type: 'finished' }]);
  });

  it('reports why an answer failed', async () => {
    const { upstream, events, done } = asking();
    upstream.fail(new ChatError('upstream_busy'));
    await done;
    expect(events).toEqual([{ type: 'failed', code: 'upstream_busy' }]);
  });

  it('reports a broken connection as a failure of the upstream, without its text', async () => {
    const { upstream, events, done } = asking();
    upstream.fail(new TypeError('socket hang up at 10.0.0.3'));
    await done;
    expect(events).toEqual([{ type: 'failed', code: 'upstream_failed' }]);
  });

  it('stops an answer without reporting its early end as a failure', async () => {
    const { answers, upstream, events, done } = asking();
    upstream.push(STARTED);
    await until(() => events.length === 1);
    await answers.stop({ userId: 'ada', messageId: 'message', signal: never });
    expect(upstream.stopped).toEqual(['handle']);
    upstream.fail(new ChatError('upstream_failed'));
    await done;
    expect(events.at(-1)).toEqual({ type: 'finished' });
  });

  it('does not let another user stop it', async () => {
    const { answers, upstream, events } = asking();
    upstream.push(STARTED);
    await until(() => events.length === 1);
    const attempt = answers.stop({ userId: 'eve', messageId: 'message', signal: never });
    await expect(attempt).rejects.toMatchObject({ code: 'answer_not_found' });
    expect(upstream.stopped).toEqual([]);
  });

  it('aborts every answer when the server closes', async () => {
    const { answers, upstream, done } = asking();
    upstream.push(STARTED);
    answers.close();
    await done;
    expect(upstream.aborted).toBe(true);
  });
});

const PLACE = { userId: 'ada', conversationId: 'conversation' };
const never = new AbortController().signal;
const SAVED: Answer = { role: 'assistant', id: 'message', text: '', state: 'finished', feedbackRef: null };

function asking() {
  const upstream = createScriptedChatUpstream();
  const answers = createRunningAnswers(upstream);
  const events: ChatEvent[] = [];
  const done = answers.ask(ada, (event) => events.push(event));
  return { answers, upstream, events, done };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
