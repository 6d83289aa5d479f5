import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser, submissionsIn } from '../../test/browser.ts';
import type { FeedbackMetadata } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { type CreateEngine, createEngine } from './engine.ts';

const DISLIKE = { rating: 'dislike', reasons: ['slow'], comment: 'Too slow.' } as const;

describe('metadata', () => {
  it('is sent with the rating and with the details, each with its own', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.rate(message, 'dislike', { model: 'a' });
    await clock.advance(0);
    client.submit(message, { ...DISLIKE, metadata: { model: 'b' } });
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback)).toEqual([
      { rating: 'dislike', reasons: [], comment: '', metadata: { model: 'a' } },
      { ...DISLIKE, metadata: { model: 'b' } },
    ]);
  });

  it('gets the fields of the page, which those of the message win over', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, metadata: () => ({ app: '1', model: 'a' }) });
    client.rate(message, 'like', { model: 'b' });
    await clock.advance(0);
    expect(submit.received[0]?.feedback.metadata).toEqual({ app: '1', model: 'b' });
  });

  it('is in the journal, also of a press from before the engine had loaded', async () => {
    const { clock, storage, openTab } = setUpBrowser();
    let attach: (create: CreateEngine) => void = () => {};
    const loadEngine = () => new Promise<CreateEngine>((resolve) => (attach = resolve));
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down, loadEngine, metadata: () => ({ app: '1' }) });
    before.client.rate(message, 'like', { model: 'a' });
    expect(journalOf(storage.items)).toMatchObject([{ feedback: { metadata: { model: 'a' } } }]);
    attach(createEngine);
    await clock.advance(0);
    const metadata = { app: '1', model: 'a' };
    expect(journalOf(storage.items)).toMatchObject([{ feedback: { metadata } }]);
    before.client.close();

    const submit = createScriptedSubmit();
    const { client } = openTab({ submit });
    client.start();
    await clock.advance(1_000);
    expect(submit.received[0]?.feedback).toEqual({ rating: 'like', reasons: [], comment: '', metadata });
  });

  it('reaches onExpired', async () => {
    const { clock, openTab } = setUpBrowser();
    const onExpired = vi.fn();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const before = openTab({ submit: down });
    before.client.rate(message, 'like', { model: 'a' });
    before.client.close();
    await clock.advance(8 * 24 * 3_600_000);
    openTab({ submit: down, onExpired }).client.start();
    await clock.advance(0);
    expect(onExpired).toHaveBeenCalledWith({
      message,
      feedback: { rating: 'like', reasons: [], comment: '', metadata: { model: 'a' } },
    });
  });

  it('loses bad fields and never the rating', async () => {
    const circular: Record<string, unknown> = { model: 'a', long: 'x'.repeat(513) };
    circular.self = circular;
    for (const bad of [circular, 'text', 1, null, ['a'], { '': 'x' }]) {
      const { clock, openTab } = setUpBrowser();
      const submit = createScriptedSubmit();
      const { client, shown } = openTab({ submit });
      client.rate(message, 'like', bad as FeedbackMetadata);
      await clock.advance(0);
      expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
      expect(submit.received[0]?.feedback.metadata).toEqual(bad === circular ? { model: 'a' } : undefined);
    }
  });

  it('goes without the fields of the page when the host’s function throws', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { clock, openTab } = setUpBrowser();
    const metadata = () => {
      throw new Error('The host’s function.');
    };
    const submit = createScriptedSubmit();
    const { client } = openTab({ submit, metadata });
    client.rate(message, 'like', { model: 'a' });
    await clock.advance(0);
    expect(submit.received[0]?.feedback.metadata).toEqual({ model: 'a' });
  });

  it('makes no draft of a text that the server returns without it', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = Object.assign(
      async ({ feedback: { metadata: _, ...feedback }, stamp }: { feedback: typeof SENT; stamp: string }) =>
        ({ status: 'delivered', feedback, stamp, undoUntil: null, final: false }) as const,
      { received: [] },
    );
    const { client, shown } = openTab({ submit: submit as never });
    client.submit(message, SENT);
    await clock.advance(0);
    expect(shown()).toMatchObject({ feedback: DISLIKE, draft: null, delivery: 'settled' });
  });

  it('is handed over to the client of the user who becomes known', async () => {
    const { clock, openTab } = setUpBrowser();
    const down = createScriptedSubmit();
    down.failAlways('network');
    const anonymous = openTab({ submit: down, metadata: () => ({ app: '1' }) });
    anonymous.client.rate(message, 'like', { model: 'a' });
    const submit = createScriptedSubmit();
    const known = openTab({ submit, userId: 'ann' });
    anonymous.client.close(known.client);
    await clock.advance(0);
    expect(submit.received[0]?.feedback.metadata).toEqual({ app: '1', model: 'a' });
  });
});

const SENT = { ...DISLIKE, metadata: { model: 'a' } };

function journalOf(items: Map<string, string>): unknown[] {
  return submissionsIn(items).map((key) => JSON.parse(items.get(key) ?? ''));
}
