import { createFeedbackClient, type FeedbackItem } from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import { createScriptedSubmit, type ScriptedSubmit } from '@message-feedback/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBarTimers } from './bar-timers.ts';
import { closeDetails } from './details-state.ts';
import { MessageFeedbackModel, type MessageFeedbackView } from './message-feedback-model.ts';

const message = { messageId: 'message-1' };
const UNDO_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('MessageFeedbackModel', () => {
  it('tells of a rating once it is saved and the presses have been quiet', async () => {
    const { press, model, pass } = mount();
    press('like');
    await pass(599);
    expect(model.read().notice).toBeNull();
    await pass(1);
    expect(model.read().notice).toBe('confirmed');
  });

  it('tells nothing before the proxy has it', async () => {
    const submit = createScriptedSubmit();
    const answer = submit.pauseNext();
    const { press, model, pass } = mount({ submit });
    press('like');
    await pass(2_000);
    expect(model.read().notice).toBeNull();
    answer.succeed();
    await pass(600);
    expect(model.read().notice).toBe('confirmed');
  });

  it('makes at most two notices of five quick presses', async () => {
    const { press, pass, notices } = mount();
    for (const rating of ['like', 'dislike', 'like', 'dislike', 'like'] as const) {
      press(rating);
      await pass(150);
    }
    await pass(5_000);
    expect(notices()).toEqual(['confirmed']);
  });

  it('says that a rating was taken back, whether pressed again or undone', async () => {
    const { press, model, client, pass, notices } = mount();
    press('like');
    await pass(600);
    press('like');
    await pass(600);
    press('like');
    await pass(600);
    model.awaitsNotice = true;
    client.rate(message, null);
    await pass(600);
    expect(notices()).toEqual(['confirmed', 'undone', 'confirmed', 'undone']);
  });

  it('lets the thank-you stand for its time', async () => {
    const { press, model, pass } = mount();
    press('like');
    await pass(600 + UNDO_MS - 1);
    expect(model.read().notice).toBe('confirmed');
    await pass(1);
    expect(model.read().notice).toBeNull();
  });

  it.each(['pointer', 'focus'] as const)('pauses the thank-you while the %s is near', async (what) => {
    const { press, model, pass, bar } = mount();
    press('like');
    await pass(600);
    model.setIntent(bar, what, true);
    await pass(60_000);
    expect(model.read().notice).toBe('confirmed');
    model.setIntent(bar, what, false);
    await pass(UNDO_MS - 1);
    expect(model.read().notice).toBe('confirmed');
    await pass(1);
    expect(model.read().notice).toBeNull();
  });

  it('pauses the thank-you while the details are open', async () => {
    const { press, model, pass } = mount();
    press('dislike');
    await pass(60_000);
    expect(model.read()).toMatchObject({ detailsFor: 'dislike', notice: 'confirmed' });
    closeDetails(model);
    await pass(UNDO_MS);
    expect(model.read().notice).toBeNull();
  });

  it('opens the details of the rating that was pressed, and closes them when it goes', async () => {
    const { press, model, pass } = mount();
    press('dislike');
    expect(model.read().detailsFor).toBe('dislike');
    press('like');
    expect(model.read().detailsFor).toBeNull();
    press('dislike');
    press('dislike');
    expect(model.read().detailsFor).toBeNull();
    await pass(0);
  });

  it('closes the details when the rating changes elsewhere', async () => {
    const { press, model, client, pass } = mount();
    press('dislike');
    client.rate(message, 'like');
    expect(model.read().detailsFor).toBeNull();
    await pass(0);
  });

  it('thanks nobody when the rating was refused', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    const { press, model, pass, notices } = mount({ submit });
    press('dislike');
    await pass(60_000);
    expect(notices()).toEqual([]);
    expect(model.read()).toMatchObject({
      refusal: { code: 'message_not_found' },
      feedback: { rating: null },
      detailsFor: null,
    });
  });

  it('thanks nobody for what another bar of the message did', async () => {
    const { client, pass, notices } = mount();
    client.rate(message, 'like');
    await pass(60_000);
    expect(notices()).toEqual([]);
  });

  it('leaves a final rating as it is and says so', async () => {
    const submit = createScriptedSubmit({ items: [confirmed({ final: true })] });
    const { press, model, pass } = mount({ submit });
    await pass(0);
    press('dislike');
    await pass(0);
    expect(model.read()).toMatchObject({ feedback: { rating: 'like' }, detailsFor: null, notice: 'blocked' });
    expect(submit.received).toEqual([]);
  });

  it('knows by the clock when undo has ended', async () => {
    const undoUntil = new Date(Date.now() + 30_000).toISOString();
    const { model, pass } = mount({ submit: createScriptedSubmit({ items: [confirmed({ undoUntil })] }) });
    await pass(29_999);
    expect(model.read().final).toBe(false);
    await pass(2);
    expect(model.read().final).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const { press, pass, unmount, client } = mount();
    press('like');
    await pass(700);
    unmount();
    client.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

function confirmed(changes: Partial<FeedbackItem>): FeedbackItem {
  return {
    messageId: 'message-1',
    feedback: { rating: 'like', reasons: [], comment: '' },
    stamp: '001700000000000-00000-z',
    undoUntil: null,
    final: false,
    ...changes,
  };
}

/** A model that somebody listens to, and the elements that it is told of. */
function mount({ submit = createScriptedSubmit() }: { submit?: ScriptedSubmit } = {}) {
  const client = createFeedbackClient({ submit, loadEngine: () => createEngine });
  const model = new MessageFeedbackModel(client, message, UNDO_MS);
  const tracked: MessageFeedbackView['notice'][] = [null];
  const unsubscribe = model.subscribe(() => {
    const { notice } = model.read();
    if (notice !== tracked.at(-1)) tracked.push(notice);
  });
  const stop = startBarTimers(model, { mayChange: true });
  const bar = document.createElement('div');
  const button = bar.appendChild(document.createElement('button'));
  return {
    client,
    model,
    bar,
    unmount() {
      stop();
      unsubscribe();
    },
    press: (rating: 'like' | 'dislike') => model.press(rating, button, (next) => next === 'dislike', false),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    /** What was told, in order. */
    notices: () => tracked.filter((notice) => notice !== null),
  };
}
