import { DEFAULT_LIMITS, FeedbackError, type SubmitFeedback } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { MutationCache, QueryClient, QueryClientProvider, useIsMutating } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { uniqueUserId } from '../../test/unique-user-id.ts';
import { FeedbackBar } from '../feedback-bar/FeedbackBar.tsx';
import { FeedbackProvider } from './FeedbackProvider.tsx';
import { feedbackKeys } from './feedback-keys.ts';

const message = { messageId: 'message-1' };
const like = page.getByRole('button', { name: 'Good response' });
const dislike = page.getByRole('button', { name: 'Bad response' });

describe('<FeedbackProvider />', () => {
  it('submits through the host’s QueryClient, one message at a time', async () => {
    const queryClient = new QueryClient();
    const submit = createScriptedSubmit();
    render(
      <QueryClientProvider client={queryClient}>
        <FeedbackProvider submit={submit} userId={uniqueUserId()}>
          <FeedbackBar message={message} />
        </FeedbackProvider>
      </QueryClientProvider>,
    );
    await like.click();
    await expect.poll(() => submit.received).toHaveLength(1);
    const mutations = queryClient.getMutationCache().findAll({ mutationKey: feedbackKeys.submissions });
    expect(mutations.map(({ options }) => [options.mutationKey, options.scope, options.retry])).toEqual([
      [
        feedbackKeys.submission('message-1'),
        { id: expect.stringMatching(/^message-feedback\/2:.*:message-1$/) },
        false,
      ],
    ]);
    expect(mutations[0]?.state.variables).toEqual(submit.received[0]);
  });

  it('lets useIsMutating count the requests in flight', async () => {
    const submit = createScriptedSubmit();
    const answer = submit.pauseNext();
    render(
      <QueryClientProvider client={new QueryClient()}>
        <FeedbackProvider submit={submit} userId={uniqueUserId()}>
          <FeedbackBar message={message} />
          <OnItsWay />
        </FeedbackProvider>
      </QueryClientProvider>,
    );
    await like.click();
    await expect.element(page.getByTestId('count')).toHaveTextContent('1');
    answer.succeed();
    await expect.element(page.getByTestId('count')).toHaveTextContent('0');
  });

  it('reports failures to the host’s MutationCache and to onError', async () => {
    const onCacheError = vi.fn();
    const onError = vi.fn();
    const submit = createScriptedSubmit();
    submit.failNext('message_not_found');
    render(
      <QueryClientProvider
        client={new QueryClient({ mutationCache: new MutationCache({ onError: onCacheError }) })}
      >
        <FeedbackProvider submit={submit} userId={uniqueUserId()} onError={onError}>
          <FeedbackBar message={message} />
        </FeedbackProvider>
      </QueryClientProvider>,
    );
    await like.click();
    await expect.poll(() => onError).toHaveBeenCalledOnce();
    const [error, submission] = onError.mock.lastCall ?? [];
    expect(error).toBeInstanceOf(FeedbackError);
    expect(error).toHaveProperty('code', 'message_not_found');
    expect(submission).toEqual(submit.received[0]);
    expect(onCacheError).toHaveBeenCalledOnce();
    expect(onCacheError.mock.lastCall?.[0]).toBe(error);
  });

  it('turns a submit function that throws into a transient error', async () => {
    const onError = vi.fn();
    const thrown = new Error('The host forgot something.');
    renderFeedback(<FeedbackBar message={message} />, {
      onError,
      submit: Object.assign(
        () => {
          throw thrown;
        },
        createScriptedSubmit(),
        { load: undefined },
      ) as never,
    });
    await like.click();
    await expect.poll(() => onError.mock.calls.length).toBeGreaterThan(0);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'network', cause: thrown });
    await expect.element(like).toHaveAttribute('aria-pressed', 'true');
  });

  it('works without a QueryClient of the host', async () => {
    const { submit } = renderFeedback(<FeedbackBar message={message} />);
    await like.click();
    await expect.poll(() => submit.received).toHaveLength(1);
  });

  it('reads messages that mount together in one request', async () => {
    const submit = createScriptedSubmit();
    const load = vi.spyOn(submit, 'load');
    renderFeedback(
      <>
        <FeedbackBar message={{ messageId: 'a' }} />
        <FeedbackBar message={{ messageId: 'b' }} />
        <FeedbackBar message={{ messageId: 'c' }} />
      </>,
      { submit },
    );
    await expect.poll(() => load).toHaveBeenCalledOnce();
    expect(load.mock.lastCall?.[0].map(({ messageId }) => messageId)).toEqual(['a', 'b', 'c']);
  });

  it('shows the host’s reasons, and the default reasons for a rating without any', async () => {
    renderFeedback(<FeedbackBar message={message} />, {
      reasons: { like: [{ id: 'clear', label: 'Clear' }] },
    });
    await like.click();
    await expect.element(page.getByRole('checkbox', { name: 'Clear' })).toBeInTheDocument();
    await dislike.click();
    await expect.element(page.getByRole('checkbox', { name: 'Not correct' })).toBeInTheDocument();
  });

  it('leaves out reasons that cannot be sent, warns of them when the page loads, and offers the others', async () => {
    vi.mocked(console.warn).mockImplementation(() => {});
    renderFeedback(<FeedbackBar message={message} />, {
      reasons: {
        dislike: [
          { id: 'bad', label: 'x'.repeat(31) },
          { id: 'wrong', label: 'Wrong' },
          { id: 'again', label: 'wrong' },
          null as never,
        ],
      },
    });
    await expect.poll(() => vi.mocked(console.warn).mock.calls.flat()).toHaveLength(3);
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('"bad" has 31 characters'));
    vi.mocked(console.warn).mockClear();
    await dislike.click();
    await expect.element(page.getByRole('checkbox', { name: 'Wrong' })).toBeVisible();
    expect(page.getByRole('checkbox').elements()).toHaveLength(1);
  });

  it.each([
    ['without reads', {}],
    ['with reads that do not return them', { load: async () => ({ items: [] }) }],
  ])('checks the reasons by the limits of `capabilities`, %s', async (_, reads) => {
    vi.mocked(console.warn).mockImplementation(() => {});
    const scripted = createScriptedSubmit();
    const submit: SubmitFeedback = (...call) => scripted(...call);
    render(
      <FeedbackProvider
        submit={Object.assign(submit, reads)}
        capabilities={{ limits: { ...DEFAULT_LIMITS, reasonCharacters: 20 } }}
        reasons={{ dislike: [{ id: 'bad', label: 'x'.repeat(21) }] }}
      >
        <FeedbackBar message={message} />
      </FeedbackProvider>,
    );
    await expect
      .poll(() => vi.mocked(console.warn).mock.calls.flat())
      .toEqual([expect.stringContaining('"bad" has 21 characters')]);
    vi.mocked(console.warn).mockClear();
  });

  it('throws if a bar has no provider above it', () => {
    expect(() => renderToString(<FeedbackBar message={message} />)).toThrow(
      'There is no <FeedbackProvider> above this component',
    );
  });
});

function OnItsWay() {
  return <output data-testid="count">{useIsMutating({ mutationKey: feedbackKeys.submissions })}</output>;
}
