import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import type { FeedbackItem, FeedbackSubmission, LoadFeedback } from '../feedback/types.ts';
import { FeedbackError } from '../wire/feedback-error.ts';

/** A proxy whose row has what arrives, until the upstream has refused it. */
function setUpProxy() {
  const rows: FeedbackItem[] = [];
  const load: LoadFeedback = async () => ({ items: rows.slice(-1) });
  const keep = ({ feedback, stamp }: FeedbackSubmission) =>
    rows.push({ ...message, feedback, stamp, undoUntil: null, final: false });
  return { rows, load, keep };
}

const refusal = () => new FeedbackError('upstream_refused', 'The upstream refuses it.');

describe('a refusal', () => {
  it('shows what the server has, of which the page does not know', async () => {
    const { clock, openTab } = setUpBrowser();
    const { rows, load, keep } = setUpProxy();
    let submissions = 0;
    const { client, shown } = openTab({
      load,
      async submit(submission) {
        submissions++;
        if (submissions > 1) throw refusal();
        keep(submission);
        throw new FeedbackError('network', 'The response was lost.');
      },
    });
    client.subscribe(message, () => {});
    client.rate(message, 'like');
    await clock.advance(0);
    client.submit(message, { rating: 'dislike', reasons: [], comment: 'No.' });
    await clock.advance(60_000);
    expect([submissions, rows.length]).toEqual([2, 1]);
    expect(shown()).toMatchObject({
      feedback: { rating: 'like', comment: '' },
      confirmed: { feedback: { rating: 'like' } },
      refusal: { code: 'upstream_refused' },
      draft: { comment: 'No.' },
      delivery: 'settled',
    });
  });

  it('is shown by all tabs, although a read has returned the submission before it', async () => {
    const { clock, openTab } = setUpBrowser();
    const { rows, load, keep } = setUpProxy();
    let refuse = () => {};
    const submit = (submission: FeedbackSubmission) =>
      new Promise<never>((_, reject) => {
        keep(submission);
        refuse = () => {
          rows.pop();
          reject(refusal());
        };
      });
    const here = openTab({ load, submit });
    here.client.subscribe(message, () => {});
    here.client.rate(message, 'like');
    await clock.advance(0);
    const there = openTab({ load, submit });
    there.client.start();
    there.client.subscribe(message, () => {});
    await clock.advance(0);
    expect(there.shown().feedback.rating).toBe('like');
    refuse();
    await clock.advance(60_000);
    for (const { shown } of [here, there]) {
      expect(shown()).toMatchObject({
        feedback: { rating: null },
        confirmed: null,
        refusal: { code: 'upstream_refused' },
      });
    }
  });
});
