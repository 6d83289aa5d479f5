import {
  createFeedbackClient,
  FeedbackError,
  type FeedbackItem,
  type FeedbackSubmission,
  type SubmitFeedback,
} from '@message-feedback/core';
import { createEngine } from '@message-feedback/core/engine';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeDetails } from './bar-actions.ts';
import { MessageFeedbackModel } from './message-feedback-model.ts';
import type { MessageFeedbackView } from './message-feedback-view.ts';
import { startBarTimers } from './useBarTimers.ts';

const message = { messageId: 'message-1' };
const UNDO_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});

describe('MessageFeedbackModel', () => {
  it('shows the notice once a rating is saved and the user has paused', async () => {
    const { press, model, pass } = mount();
    press('like');
    await pass(599);
    expect(model.read().notice).toBeNull();
    await pass(1);
    expect(model.read().notice).toBe('confirmed');
  });

  it('shows no notice before the proxy has confirmed', async () => {
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

  it('shows at most two notices for five quick presses', async () => {
    const { press, pass, notices } = mount();
    for (const rating of ['like', 'dislike', 'like', 'dislike', 'like'] as const) {
      press(rating);
      await pass(150);
    }
    await pass(5_000);
    expect(notices()).toEqual(['confirmed']);
  });

  it('shows that a rating was revoked, by a second press or by Undo', async () => {
    const { press, model, pass, notices } = mount();
    press('like');
    await pass(600);
    press('like');
    await pass(600);
    press('like');
    await pass(600);
    model.rate(null);
    await pass(600);
    expect(notices()).toEqual(['confirmed', 'undone', 'confirmed', 'undone']);
  });

  it('shows the thank-you for its time', async () => {
    const { press, model, pass } = mount();
    press('like');
    await pass(600 + UNDO_MS - 1);
    expect(model.read().notice).toBe('confirmed');
    await pass(1);
    expect(model.read().notice).toBeNull();
  });

  it.each(['pointer', 'keyboard'] as const)(
    'keeps the thank-you while the %s is on the bar',
    async (device) => {
      const { press, model, pass, bar } = mount();
      press('like');
      await pass(600);
      model.setIntent(bar, device, true);
      await pass(60_000);
      expect(model.read().notice).toBe('confirmed');
      model.setIntent(bar, device, false);
      await pass(UNDO_MS - 1);
      expect(model.read().notice).toBe('confirmed');
      await pass(1);
      expect(model.read().notice).toBeNull();
    },
  );

  it('keeps the thank-you while the details are open', async () => {
    const { press, model, pass } = mount();
    press('dislike');
    await pass(60_000);
    expect(model.read()).toMatchObject({ detailsFor: 'dislike', notice: 'confirmed' });
    closeDetails(model);
    await pass(UNDO_MS);
    expect(model.read().notice).toBeNull();
  });

  it('opens the details of the pressed rating, and closes them with that rating', async () => {
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

  it('shows no thank-you for a refused rating', async () => {
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

  it('shows no thank-you for a rating in another bar', async () => {
    const { client, pass, notices } = mount();
    client.rate(message, 'like');
    await pass(60_000);
    expect(notices()).toEqual([]);
  });

  it('does not change a final rating, and shows why', async () => {
    const submit = createScriptedSubmit({ items: [confirmed({ final: true })] });
    const { press, model, pass } = mount({ submit });
    await pass(0);
    press('dislike');
    await pass(0);
    expect(model.read()).toMatchObject({ feedback: { rating: 'like' }, detailsFor: null, notice: 'blocked' });
    expect(submit.received).toEqual([]);
  });

  it('becomes final when the undo window ends', async () => {
    const undoUntil = new Date(Date.now() + 30_000).toISOString();
    const { model, pass } = mount({ submit: createScriptedSubmit({ items: [confirmed({ undoUntil })] }) });
    await pass(29_999);
    expect(model.read().final).toBe(false);
    await pass(2);
    expect(model.read().final).toBe(true);
  });

  it.each([15_000, 300_000, -300_000])(
    'becomes final when the undo window ends on the proxy’s clock, on a device that is %i ms ahead',
    async (ahead) => {
      const serverTime = Date.now() - ahead;
      const undoUntil = new Date(serverTime + 10_000).toISOString();
      const items = [confirmed({ undoUntil })];
      const submit = Object.assign(createScriptedSubmit(), { load: async () => ({ items, serverTime }) });
      const { model, pass } = mount({ submit });
      await pass(9_900);
      expect(model.read()).toMatchObject({ feedback: { rating: 'like' }, final: false });
      await pass(200);
      expect(model.read().final).toBe(true);
    },
  );

  it.each([15_000, 300_000, -300_000])(
    'stays open until the end of the undo window of its receipt, on a device that is %i ms ahead',
    async (ahead) => {
      const submit: SubmitFeedback = async ({ feedback, stamp }) => {
        const serverTime = Date.now() - ahead;
        const undoUntil = new Date(serverTime + 10_000).toISOString();
        return { status: 'accepted', feedback, stamp, undoUntil, final: false, serverTime };
      };
      const { press, model, pass } = mount({ submit });
      press('like');
      await pass(9_900);
      expect(model.read()).toMatchObject({ feedback: { rating: 'like' }, final: false });
      await pass(200);
      expect(model.read().final).toBe(true);
    },
  );

  it('reports nothing for a press of the rating that it hides while another user is signed in', async () => {
    const { submit, signIn } = createUserSubmit([confirmed({ feedback: DISLIKE })]);
    const { press, model, client, pass, notices, tracked } = mount({ submit });
    await pass(0);
    signIn('ben');
    client.subscribe({ messageId: 'message-2' }, () => {});
    await pass(1_000);
    expect(model.read()).toMatchObject({ feedback: { rating: null }, delivery: 'settled' });
    press('dislike');
    await pass(5_000);
    expect(model.read()).toMatchObject({ feedback: { rating: null }, detailsFor: null });
    expect(notices()).toEqual([]);
    expect(tracked).not.toHaveBeenCalled();
  });

  it('tries with a press of the held rating that it hides whether its user is back', async () => {
    const { submit, signIn, received } = createUserSubmit();
    const { press, model, pass, tracked } = mount({ submit });
    await pass(0);
    signIn('ben');
    press('like');
    await pass(5_000);
    expect(model.read()).toMatchObject({ feedback: { rating: null }, delivery: 'held' });
    expect(received).toHaveLength(1);
    press('like');
    await pass(0);
    expect(received).toHaveLength(2);
    signIn('ada');
    press('like');
    await pass(0);
    expect(model.read()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
    expect(received).toHaveLength(3);
    expect(tracked).toHaveBeenCalledOnce();
  });

  it('leaves no timer running', async () => {
    const { press, pass, unmount, client } = mount();
    press('like');
    await pass(700);
    unmount();
    client.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

const DISLIKE = { rating: 'dislike', reasons: [], comment: '' } as const;

/** A server whose responses carry user tags. Ada, who is signed in first, has this feedback. */
function createUserSubmit(items: readonly FeedbackItem[] = []) {
  const received: FeedbackSubmission[] = [];
  let userTag = 'key.ada';
  const submit: SubmitFeedback = async (submission) => {
    received.push(submission);
    if (userTag !== submission.userTag) throw new FeedbackError('other_user', 'Another user.', { userTag });
    const { feedback, stamp } = submission;
    return { status: 'delivered', feedback, stamp, undoUntil: null, final: false, userTag };
  };
  return {
    received,
    submit: Object.assign(submit, { load: async () => ({ items, userTag }) }),
    signIn(user: string) {
      userTag = `key.${user}`;
    },
  };
}

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

/** A model with a subscriber and timers, and the bar's elements. */
function mount({ submit = createScriptedSubmit() }: { submit?: SubmitFeedback } = {}) {
  const client = createFeedbackClient({ submit, loadEngine: () => createEngine });
  const tracked = vi.fn();
  const model = new MessageFeedbackModel({ ...client, track: tracked, report() {} }, message);
  const shown: MessageFeedbackView['notice'][] = [null];
  const unsubscribe = model.subscribe(() => {
    const { notice } = model.read();
    if (notice !== shown.at(-1)) shown.push(notice);
  });
  const stop = startBarTimers(model, { mayChange: true, undoMs: UNDO_MS });
  const bar = document.createElement('div');
  const button = bar.appendChild(document.createElement('button'));
  return {
    client,
    model,
    bar,
    tracked,
    unmount() {
      stop();
      unsubscribe();
    },
    press: (rating: 'like' | 'dislike') => model.press(rating, button, undefined, rating === 'dislike'),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    /** The notices shown, in order. */
    notices: () => shown.filter((notice) => notice !== null),
  };
}
