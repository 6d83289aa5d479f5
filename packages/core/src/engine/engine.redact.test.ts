import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import type { FeedbackClientOptions } from '../client/feedback-client.ts';
import type { Feedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { createEngine } from './engine.ts';

const redact = (text: string) => text.replaceAll(/\S+@\S+/g, '[mail]');
const refuseMail = (text: string) => {
  if (text.includes('@')) throw new Error('The host has a bug.');
  return text;
};
const written: Feedback = { rating: 'dislike', reasons: [], comment: 'Write to ada@example.org' };
const draft = {
  rating: 'dislike',
  reasons: [],
  comment: 'ada@example.org',
  customReason: 'bob@example.org',
} as const;

function setUp(options: Partial<FeedbackClientOptions>) {
  const { clock, openTab, storage } = setUpBrowser();
  const submit = createScriptedSubmit();
  const onError = vi.fn<NonNullable<FeedbackClientOptions['onError']>>();
  const { client } = openTab({ submit, onError, ...options });
  client.start();
  return { clock, client, submit, onError, openTab, stored: () => [...storage.items.values()].join() };
}

describe('redact', () => {
  it('applies to what is sent, and to what is stored of drafts', async () => {
    const { clock, client, submit, stored } = setUp({ redact });
    client.submit(message, written);
    await clock.advance(0);
    expect(submit.received.map(({ feedback }) => feedback.comment)).toEqual(['Write to [mail]']);
    client.setDraft(message, draft);
    expect(stored()).toContain('[mail]');
    expect(stored()).not.toContain('example.org');
    expect(client.getSnapshot(message).draft).toEqual(draft);
  });

  it('is not called for a rating without text', () => {
    const throwing = vi.fn(refuseMail);
    const { client } = setUp({ redact: throwing });
    client.rate(message, 'like');
    expect(throwing).not.toHaveBeenCalled();
  });

  it('stores a draft before the engine has loaded', () => {
    const { client, stored } = setUp({ redact, loadEngine: () => new Promise(() => {}) });
    client.setDraft(message, draft);
    expect(stored()).toContain('[mail]');
    expect(stored()).not.toContain('example.org');
  });
});

describe('a redact that throws', () => {
  it('keeps the feedback from being stored and sent, refuses it and keeps its text', async () => {
    const { clock, client, submit, onError, stored } = setUp({ redact: refuseMail });
    client.rate(message, 'dislike');
    await clock.advance(0);
    expect(client.submit(message, written)).toBe(false);
    await clock.advance(60_000);
    expect(JSON.stringify(submit.received) + stored()).not.toContain('example.org');
    expect(client.getSnapshot(message)).toMatchObject({
      feedback: { rating: 'dislike', comment: '' },
      refusal: { code: 'redaction_failed', feedback: written },
      draft: { comment: written.comment },
      delivery: 'settled',
    });
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['redaction_failed']);
    expect(onError.mock.calls[0]?.[0].cause).toEqual(new Error('The host has a bug.'));
  });

  it('is reported once for drafts, which stay in the form', () => {
    const { client, onError, stored } = setUp({ redact: refuseMail });
    client.setDraft(message, { ...draft, comment: 'Write', customReason: '' });
    client.setDraft(message, draft);
    client.setDraft(message, { ...draft, comment: 'ada@example.org!' });
    expect(stored()).toContain('"Write"');
    expect(stored()).not.toContain('example.org');
    expect(client.getSnapshot(message).draft?.comment).toBe('ada@example.org!');
    expect(onError).toHaveBeenCalledOnce();
  });

  it('is reported when the engine has loaded', async () => {
    let load: (create: typeof createEngine) => void = () => {};
    const loadEngine = () => new Promise<typeof createEngine>((resolve) => (load = resolve));
    const { clock, client, onError } = setUp({ redact: refuseMail, loadEngine });
    client.subscribe(message, () => {});
    expect(client.submit(message, written)).toBe(false);
    load(createEngine);
    await clock.advance(0);
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['redaction_failed']);
    expect(client.getSnapshot(message).refusal?.code).toBe('redaction_failed');
  });

  it('refuses nothing if another text was sent before the engine had loaded', async () => {
    let load: (create: typeof createEngine) => void = () => {};
    const loadEngine = () => new Promise<typeof createEngine>((resolve) => (load = resolve));
    const { clock, client, submit } = setUp({ redact: refuseMail, loadEngine });
    client.submit(message, written);
    client.submit(message, { ...written, comment: 'No.' });
    load(createEngine);
    await clock.advance(0);
    expect(client.getSnapshot(message).refusal).toBeNull();
    expect(submit.stored.get('message-1')?.feedback.comment).toBe('No.');
  });

  it('counts a function that returns nothing as one that throws', () => {
    const { client, onError } = setUp({ redact: (() => {}) as never });
    expect(client.submit(message, written)).toBe(false);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('does not count once the user has sent a text that can be redacted', async () => {
    const { clock, client, submit } = setUp({ redact: refuseMail });
    client.submit(message, written);
    client.submit(message, { ...written, comment: 'No.' });
    await clock.advance(0);
    expect(submit.stored.get('message-1')?.feedback.comment).toBe('No.');
    expect(client.getSnapshot(message).refusal).toBeNull();
  });
});
