import type { LoadFeedback, SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar, FeedbackProvider } from '../index.ts';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });

describe('<FeedbackProvider /> on a page of two bots', () => {
  it('keeps their unsent feedback apart by their endpoints', async () => {
    const userId = uniqueUserId();
    const bots = ['/help', '/shop'].map((destination) =>
      Object.assign(createScriptedSubmit(), { destination }),
    );
    bots[0]?.failAlways('network');
    render(
      bots.map((submit) => (
        <FeedbackProvider key={submit.destination} submit={submit} userId={userId}>
          <FeedbackBar message={message} />
        </FeedbackProvider>
      )),
    );
    await like.first().click();
    await expect.poll(() => bots[0]?.received.length).toBeGreaterThan(2);
    await expect.element(like.nth(1)).toHaveAttribute('aria-pressed', 'false');
    expect(bots[1]?.received).toEqual([]);
  });

  it('gives a new endpoint a client of its own', async () => {
    const userId = uniqueUserId();
    const [help, shop] = ['/help', '/shop'].map((destination) =>
      Object.assign(createScriptedSubmit(), { destination }),
    );
    const chat = (submit: SubmitFeedback = createScriptedSubmit()) => (
      <FeedbackProvider submit={submit} userId={userId}>
        <FeedbackBar message={message} />
      </FeedbackProvider>
    );
    const { rerender } = render(chat(help));
    await like.click();
    await expect.poll(() => help?.received.length).toBe(1);
    rerender(chat(shop));
    await expect.element(like).toHaveAttribute('aria-pressed', 'false');
    expect(shop?.received).toEqual([]);
  });
});

describe('a read of <FeedbackProvider />', () => {
  it('of the next user does not join one of the previous user', async () => {
    const pending: (() => void)[] = [];
    const load: LoadFeedback = async () => {
      await new Promise<void>((resolve) => pending.push(resolve));
      return { items: [] };
    };
    const submit = Object.assign(createScriptedSubmit(), { load });
    const queryClient = new QueryClient();
    const chat = (userId: string) => (
      <QueryClientProvider client={queryClient}>
        <FeedbackProvider submit={submit} userId={userId}>
          <FeedbackBar message={message} />
        </FeedbackProvider>
      </QueryClientProvider>
    );
    const { rerender } = render(chat(uniqueUserId()));
    await expect.poll(() => pending.length).toBe(1);
    rerender(chat(uniqueUserId()));
    await expect.poll(() => pending.length).toBe(2);
  });
});
