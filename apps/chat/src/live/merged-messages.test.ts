import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../contract/chat.ts';
import type { LiveAnswer } from './live-answer.ts';
import { withLiveAnswer } from './merged-messages.ts';

describe('withLiveAnswer', () => {
  it('adds question and answer at the end until the server lists them', () => {
    expect(withLiveAnswer([question('q1'), answer('m1')], live).map(({ id, text }) => [id, text])).toEqual([
      ['q1', 'Why?'],
      ['m1', 'Old'],
      ['asked-1:question', 'And?'],
      ['m2', 'New'],
    ]);
  });

  it('replaces the answer once the server lists it, even with others after it', () => {
    const saved = [question('q2'), answer('m2'), question('q3'), answer('m3')];
    expect(withLiveAnswer(saved, live).map(({ id, text }) => [id, text])).toEqual([
      ['q2', 'Why?'],
      ['m2', 'New'],
      ['q3', 'Why?'],
      ['m3', 'Old'],
    ]);
  });

  it('keeps the id of a live answer when it is saved, so that its bar is not remounted', () => {
    const coming = withLiveAnswer([], live).at(-1);
    const saved = withLiveAnswer([question('q2'), answer('m2')], undefined).at(-1);
    expect(coming?.id).toBe(saved?.id);
  });

  it('uses the server’s answer if the connection was lost', () => {
    const lost: LiveAnswer = { ...live, state: 'failed', failure: 'network' };
    expect(withLiveAnswer([question('q2'), answer('m2')], lost).at(-1)).toEqual(answer('m2'));
  });

  it('uses the server’s feedback reference if this page has none yet', () => {
    const finished: LiveAnswer = { ...live, state: 'finished', feedbackRef: null };
    const saved = [question('q2'), answer('m2')];
    expect(withLiveAnswer(saved, finished).at(-1)).toMatchObject({
      text: 'New',
      feedbackRef: { messageId: 'm2' },
    });
  });

  it('does not repeat a question that the server lists before its answer', () => {
    const asked: ChatMessage = { role: 'user', id: 'q2', text: 'And?' };
    expect(withLiveAnswer([asked], live).map(({ id }) => id)).toEqual(['q2', 'm2']);
  });

  it('shows the question of an answer that has no id yet', () => {
    const waiting: LiveAnswer = { ...live, state: 'waiting', messageId: null, text: '' };
    expect(withLiveAnswer([], waiting)).toMatchObject([
      { role: 'user', text: 'And?' },
      { role: 'assistant', id: 'asked-1', state: 'answering' },
    ]);
  });
});

const live: LiveAnswer = {
  key: 'asked-1',
  question: 'And?',
  conversationId: 'c1',
  messageId: 'm2',
  feedbackRef: { messageId: 'm2' },
  text: 'New',
  state: 'answering',
  stopping: false,
  failure: null,
};

const question = (id: string): ChatMessage => ({ role: 'user', id, text: 'Why?' });
const answer = (id: string): ChatMessage => ({
  role: 'assistant',
  id,
  text: 'Old',
  state: 'finished',
  feedbackRef: { messageId: id },
});
