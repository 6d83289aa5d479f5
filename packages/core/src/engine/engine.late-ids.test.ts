import { describe, expect, it, vi } from 'vitest';
import { setUpBrowser } from '../../test/browser.ts';
import type { LoadFeedback, SubmitFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

describe('a message whose id arrives late', () => {
  const pending = { pendingId: 'answer-7' };
  const named = { pendingId: 'answer-7', messageId: 'message-1', conversationId: 'c' };

  it('shows its rating at once, and sends it when the id is known', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    const notified = vi.fn();
    client.subscribe(pending, notified);
    client.rate(pending, 'like');
    await clock.advance(60_000);
    expect(submit.received).toEqual([]);
    expect(client.getSnapshot(pending)).toMatchObject({ feedback: { rating: 'like' }, delivery: 'sending' });
    expect(client.getSnapshot(named).feedback.rating).toBe('like');

    client.subscribe(named, notified);
    expect(client.getSnapshot(named).feedback.rating).toBe('like');
    await clock.advance(0);
    expect(submit.received.map((each) => each.message)).toEqual([
      { messageId: 'message-1', conversationId: 'c' },
    ]);
    expect(client.getSnapshot({ messageId: 'message-1' })).toMatchObject({ delivery: 'settled' });
    expect(storage.items.size).toBe(0);
  });

  it('shows what the host knew before, and sends nothing without a press', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const tab = openTab({ submit });
    const another = openTab({ submit });
    another.client.subscribe({ messageId: 'message-1' }, () => {});
    tab.client.seed(pending, { rating: 'like', reasons: [], comment: 'Clear' });
    tab.client.subscribe(pending, () => {});
    await clock.advance(0);
    tab.client.subscribe(named, () => {});
    await clock.advance(60_000);
    expect(submit.received).toEqual([]);
    expect(tab.shown()).toMatchObject({
      feedback: { rating: 'like', comment: 'Clear' },
      delivery: 'settled',
      refusal: null,
      draft: null,
    });
    expect(another.shown().feedback.rating).toBeNull();
  });

  it('is read before the first submission, whose client then knows the proxy’s time', async () => {
    const { clock, openTab } = setUpBrowser();
    const requests: string[] = [];
    const scripted = createScriptedSubmit();
    const submit: SubmitFeedback = async (submission, context) => {
      requests.push(`submit, sent at ${context.sentAt}`);
      return scripted(submission, context);
    };
    const load: LoadFeedback = async () => {
      requests.push('load');
      return { items: [], serverTime: clock.now() };
    };
    const { client } = openTab({ submit, load });
    client.subscribe(pending, () => {});
    client.rate(pending, 'like');
    await clock.advance(0);
    client.subscribe(named, () => {});
    await clock.advance(0);
    expect(requests).toEqual(['load', `submit, sent at ${clock.now()}`]);
  });

  it('keeps its feedback over a reload until the id is known', async () => {
    const { clock, openTab } = setUpBrowser();
    const before = openTab();
    before.client.submit(pending, { rating: 'dislike', reasons: ['slow'], comment: '' });
    before.client.setDraft(pending, { rating: 'dislike', reasons: ['slow'], comment: 'more' });
    await clock.advance(0);
    before.client.close();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.subscribe(named, () => {});
    await clock.advance(2_000);
    expect(submit.received).toMatchObject([{ feedback: { rating: 'dislike', reasons: ['slow'] } }]);
    expect(client.getSnapshot(named).draft?.comment).toBe('more');
  });

  it('leaves no entry under its pending id if the id is known when the page loads', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    const before = openTab();
    before.client.rate(pending, 'like');
    before.client.setDraft(pending, { rating: 'like', reasons: [], comment: 'more' });
    before.client.close();

    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.subscribe(named, () => {});
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['like']);
    expect(client.getSnapshot(named).draft?.comment).toBe('more');
    client.setDraft(named, null);
    expect([...storage.items.keys()]).toEqual([]);
  });

  it('keeps text given under the pending id if another tab has rated the message since', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const here = openTab({ submit }).client;
    const there = openTab({ submit }).client;
    there.start();
    here.submit(pending, { rating: 'dislike', reasons: [], comment: 'Too long' });
    await clock.advance(10);
    there.rate(named, 'like');
    await clock.advance(0);
    here.subscribe(named, () => {});
    await clock.advance(60_000);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
    expect(here.getSnapshot(named)).toMatchObject({
      feedback: { rating: 'like' },
      draft: { comment: 'Too long' },
    });
  });

  it('lets later feedback win over feedback under the pending id', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.rate(pending, 'like');
    client.rate({ messageId: 'message-1' }, 'dislike');
    client.subscribe(named, () => {});
    await clock.advance(0);
    expect(client.getSnapshot(named).feedback.rating).toBe('dislike');
    expect(submit.received.map(({ feedback }) => feedback.rating)).toEqual(['dislike']);
  });
});
