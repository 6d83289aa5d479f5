import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setUpBrowser } from '../../test/browser.ts';
import type { RatedMessage, Rating } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';

const pendingId = 'streaming';
const streaming = { pendingId };
const first = { pendingId, messageId: 'message-1' };
const second = { pendingId, messageId: 'message-2' };

function setUp() {
  const { clock, storage, openTab } = setUpBrowser();
  const submit = createScriptedSubmit();
  const tab = openTab({ submit });
  const ratingOf = (message: RatedMessage) => tab.client.getSnapshot(message).feedback.rating;
  const ratingAt = (messageId: string) => submit.stored.get(messageId)?.feedback.rating ?? null;
  return { ...tab, clock, storage, openTab, submit, ratingOf, ratingAt };
}

describe('a pendingId that the host uses for several answers', () => {
  it('leaves the rating with the answer it was given for', async () => {
    const { client, clock, ratingOf, ratingAt } = setUp();
    client.subscribe(streaming, () => {});
    client.rate(streaming, 'like');
    client.subscribe(first, () => {});
    await clock.advance(0);

    client.subscribe(streaming, () => {});
    expect(ratingOf(streaming)).toBe(null);
    client.subscribe(second, () => {});
    await clock.advance(0);
    expect([ratingOf(first), ratingOf(second)]).toEqual(['like', null]);
    expect([ratingAt('message-1'), ratingAt('message-2')]).toEqual(['like', null]);
  });

  it('sends what the user presses after switching to another answer and back', async () => {
    const { client, clock, ratingAt } = setUp();
    client.rate(first, 'like');
    await clock.advance(0);
    client.subscribe(second, () => {})();
    client.subscribe(first, () => {});
    client.rate(first, 'dislike');
    await clock.advance(0);
    expect(client.getSnapshot(first)).toMatchObject({
      feedback: { rating: 'dislike' },
      delivery: 'settled',
    });
    expect([ratingAt('message-1'), ratingAt('message-2')]).toEqual(['dislike', null]);
  });

  it('keeps a rating of the streaming answer from older answers, even after a reload', async () => {
    const { client, clock, openTab } = setUp();
    client.subscribe(first, () => {});
    client.rate(streaming, 'dislike');
    await clock.advance(0);
    client.close();

    const submit = createScriptedSubmit();
    const reloaded = openTab({ submit }).client;
    reloaded.subscribe(first, () => {});
    await clock.advance(2_000);
    expect(submit.received).toEqual([]);
    reloaded.subscribe(second, () => {});
    await clock.advance(2_000);
    expect(submit.received.map(({ message }) => message.messageId)).toEqual(['message-2']);
  });

  it('keeps a rating of the streaming answer from older answers in the user’s other tabs', async () => {
    const { client, clock, openTab } = setUp();
    const other = openTab({ submit: createScriptedSubmit() }).client;
    client.subscribe(first, () => {});
    await clock.advance(0);
    client.rate(streaming, 'dislike');
    other.subscribe(first, () => {});
    await clock.advance(5_000);
    expect(other.getSnapshot(first).feedback.rating).toBe(null);
    client.subscribe(second, () => {});
    await clock.advance(5_000);
    expect(other.getSnapshot(second).feedback.rating).toBe('dislike');
    // The next answer streams, in the tab that did not see the last one.
    expect(other.getSnapshot(streaming).feedback.rating).toBe(null);
  });

  it('leaves the rating of a streaming answer to its tab while another answer streams in this one', async () => {
    const { client, clock, openTab, page, ratingAt } = setUp();
    client.start();
    const there = openTab();
    there.client.rate(streaming, 'dislike');
    client.subscribe(streaming, () => {});
    page()?.wake();
    expect(client.getSnapshot(streaming).feedback.rating).toBe(null);
    client.subscribe(first, () => {});
    await clock.advance(5_000);
    expect(ratingAt('message-1')).toBe(null);
    expect(there.client.getSnapshot(streaming).feedback.rating).toBe('dislike');
  });

  it('keeps the rating of a streaming answer when another tab rates an answer of the same pending id', async () => {
    const { client, clock, openTab, ratingOf, ratingAt, submit } = setUp();
    const there = openTab({ submit }).client;
    there.start();
    client.rate(streaming, 'dislike');
    there.rate(second, 'like');
    await clock.advance(5_000);
    expect([ratingOf(streaming), ratingOf({ messageId: 'message-2' })]).toEqual(['dislike', 'like']);
    client.subscribe(first, () => {});
    await clock.advance(5_000);
    expect([ratingAt('message-1'), ratingAt('message-2')]).toEqual(['dislike', 'like']);
  });

  it('drops what it knew of another tab’s streaming answer once that answer has its id', async () => {
    const { client, clock, openTab } = setUp();
    client.rate(streaming, 'dislike');
    await clock.advance(0);
    const later = openTab().client;
    later.start();
    client.submit(streaming, { rating: 'dislike', reasons: ['slow'], comment: '' });
    client.subscribe(first, () => {});
    await clock.advance(5_000);
    later.subscribe(streaming, () => {});
    expect(later.getSnapshot(streaming).feedback.rating).toBe(null);
  });

  it('keeps every rating with its answer, in any order of answers, presses and reloads', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ type: fc.constant('press' as const), rating: ratings }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('answer' as const) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('show' as const), index: fc.nat({ max: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('reload' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { clock, openTab } = setUpBrowser();
        const submit = createScriptedSubmit();
        let { client } = openTab({ submit });
        /** The last press on each answer, in the order of the answers. */
        const pressed: (Rating | null)[] = [];
        let answers = 0;
        let shown = -1;
        const refOf = (index: number) => ({ pendingId, messageId: `message-${index}` });

        // One answer after the other streams under the same id, and the user may press before and after.
        for (const each of steps) {
          if (each.type === 'answer') {
            client.subscribe(streaming, () => {});
            client.rate(streaming, 'like');
            await clock.advance(0);
            shown = answers++;
            pressed[shown] = 'like';
            client.subscribe(refOf(shown), () => {});
          } else if (each.type === 'show' && answers > 0) {
            shown = each.index % answers;
            client.subscribe(refOf(shown), () => {});
          } else if (each.type === 'press' && shown >= 0) {
            client.rate(refOf(shown), each.rating);
            pressed[shown] = each.rating;
          } else if (each.type === 'reload') {
            client.close();
            ({ client } = openTab({ submit }));
            for (let index = 0; index < answers; index++) client.subscribe(refOf(index), () => {});
          }
          await clock.advance(1);
        }
        await clock.advance(60_000);
        for (const [index, rating] of pressed.entries()) {
          expect(client.getSnapshot(refOf(index))).toMatchObject({
            feedback: { rating },
            delivery: 'settled',
          });
          expect(submit.stored.get(`message-${index}`)?.feedback.rating).toBe(rating);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a message without any id', () => {
  it.each([{}, { messageId: '' }, { pendingId: '' }, { messageId: null, pendingId: null }])(
    'is refused with a clear error: %j',
    (none) => {
      const { client, submit } = setUp();
      const message = none as unknown as RatedMessage;
      expect(() => client.rate(message, 'like')).toThrow('needs a messageId or a pendingId');
      expect(() => client.submit(message, { rating: 'like', reasons: [], comment: '' })).toThrow(TypeError);
      expect(() => client.setDraft(message, { rating: 'like', reasons: [], comment: 'x' })).toThrow(
        TypeError,
      );
      expect(() => client.subscribe(message, () => {})).toThrow(TypeError);
      expect(() => client.getSnapshot(message)).toThrow(TypeError);
      expect(submit.received).toEqual([]);
    },
  );

  it('is pending while the id is null or empty, and has its own pendingId', async () => {
    const { client, clock, ratingOf, ratingAt } = setUp();
    const noId = (pendingId: string) => ({ pendingId, messageId: null }) as unknown as RatedMessage;
    client.rate(noId('a'), 'like');
    client.rate({ pendingId: 'b', messageId: '' }, 'dislike');
    await clock.advance(0);
    expect([ratingOf(noId('a')), ratingOf({ pendingId: 'b' })]).toEqual(['like', 'dislike']);
    client.subscribe({ pendingId: 'a', messageId: 'message-1' }, () => {});
    await clock.advance(0);
    expect(ratingAt('message-1')).toBe('like');
  });
});

const ratings = fc.constantFrom<Rating[]>('like', 'dislike');
