import type { LoadContext, LoadFeedback } from '@message-feedback/core';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { feedbackKeys } from './feedback-keys.ts';
import { loadAsQuery } from './load-as-query.ts';

const messages = [{ messageId: 'message-1' }];

/** A function whose first read hangs. */
function setUp() {
  const queryClient = new QueryClient();
  const contexts: LoadContext[] = [];
  const load: LoadFeedback = async (_messages, context) => {
    contexts.push(context);
    if (contexts.length === 1) await new Promise(() => {});
    return { items: [] };
  };
  const read = loadAsQuery(queryClient, load);
  return { queryClient, contexts, read };
}

describe('a read as a query', () => {
  it('is aborted with its attempt, so the next attempt reads again instead of joining it', async () => {
    const { contexts, read } = setUp();
    const controller = new AbortController();
    const hanging = read(messages, { signal: controller.signal }).catch(() => 'aborted');
    controller.abort();
    expect(await read(messages, { signal: new AbortController().signal })).toEqual({ items: [] });
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(await hanging).toBe('aborted');
  });

  it('never joins the read of another client', async () => {
    const { contexts, read } = setUp();
    const { signal } = new AbortController();
    void read(messages, { signal, userTag: 'ada' }).catch(() => {});
    await read(messages, { signal, userTag: 'ben' });
    expect(contexts.map(({ userTag }) => userTag)).toEqual(['ada', 'ben']);
  });

  it('can be found by its messages', async () => {
    const { queryClient, read } = setUp();
    void read(messages, { signal: new AbortController().signal }).catch(() => {});
    expect(queryClient.isFetching({ queryKey: feedbackKeys.confirmed(['message-1']) })).toBe(1);
  });
});
