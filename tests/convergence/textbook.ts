import { type Feedback, NO_FEEDBACK } from '@message-feedback/core';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import type { Scheduler } from 'fast-check';
import { createUnreliableDify } from '../../packages/proxy/test/unreliable-dify.ts';
import { createBrowser } from './browser.ts';
import { createNetwork } from './network.ts';
import type { Stage, StageTab } from './stage.ts';
import { expectedAtDify, MESSAGES } from './world.ts';

/**
 * The same world with the optimistic update that TanStack Query documents: `onMutate` keeps the old
 * value and `onError` restores it. The server forwards every request. As with Coze and Moveworks,
 * saved feedback cannot be read.
 */
export function createTextbookWorld(
  scheduler: Scheduler,
): Stage & { differences(): readonly string[]; heal(): void } {
  let healed = false;
  const pass = async (what: string) => {
    if (!healed) await scheduler.schedule(Promise.resolve(), what);
  };
  const dify = createUnreliableDify();
  const browser = createBrowser(pass);
  const tabs = new Map<string, TextbookTab>();
  const submissions = new Map<string, Feedback>();
  let signedIn = true;
  let opened = 0;

  const network = createNetwork(pass, async (request) => {
    if (!signedIn) return new Response('', { status: 401 });
    const { messageId, feedback } = (await request.json()) as { messageId: string; feedback: Feedback };
    const { rating } = feedback;
    const content = expectedAtDify(feedback)?.content ?? '';
    return dify.fetch(`https://dify.example.com/v1/messages/${messageId}/feedbacks`, {
      method: 'POST',
      body: JSON.stringify({ rating, user: 'user-1', content }),
    });
  });

  function openTab(): void {
    const queryClient = new QueryClient();
    const keyOf = (messageId: string) => ['feedback', messageId];
    const show = (messageId: string) => queryClient.getQueryData<Feedback>(keyOf(messageId)) ?? NO_FEEDBACK;
    const mutations = new Map(
      MESSAGES.map((messageId) => [
        messageId as string,
        new MutationObserver(queryClient, {
          async mutationFn(feedback: Feedback) {
            const body = JSON.stringify({ messageId, feedback });
            const response = await network.fetch('https://chat.example.com/api', { method: 'POST', body });
            if (!response.ok) throw new Error(`The server responded with ${response.status}.`);
          },
          async onMutate(feedback) {
            await queryClient.cancelQueries({ queryKey: keyOf(messageId) });
            const previous = show(messageId);
            queryClient.setQueryData(keyOf(messageId), feedback);
            return { previous };
          },
          onError: (_error, _feedback, context) =>
            void queryClient.setQueryData(keyOf(messageId), context?.previous),
        }),
      ]),
    );
    const send = (messageId: string, feedback: Feedback) => {
      submissions.set(messageId, feedback);
      mutations
        .get(messageId)
        ?.mutate(feedback)
        .catch(() => {});
    };
    const client: StageTab['client'] = {
      rate: ({ messageId = '' }, rating) => send(messageId, { ...NO_FEEDBACK, rating }),
      submit({ messageId = '' }, feedback) {
        send(messageId, feedback);
        return true;
      },
    };
    const name = `tab${opened++}`;
    tabs.set(name, { name, client, show, isWaiting: async () => false });
  }

  return {
    tabs,
    devices: [{ browser, network, setClock() {} }],
    dify,
    openDevice() {},
    openTab,
    submit: (tab, messageId, act) => act(tab.client, { messageId }),
    closeTab: (tab) => void tabs.delete(tab.name),
    purge() {},
    crashProxy() {},
    setSignedIn(value) {
      signedIn = value;
    },
    setUser() {},
    openOtherBot() {},
    rateInOtherBot() {},
    setHostThrows() {},
    excuse() {},
    heal() {
      healed = true;
      network.setOnline(true);
    },
    differences() {
      return MESSAGES.filter((messageId) => {
        const submission = JSON.stringify(expectedAtDify(submissions.get(messageId)));
        const shown = [...tabs.values()].map(({ show }) => JSON.stringify(expectedAtDify(show(messageId))));
        return [JSON.stringify(dify.stored(messageId)), ...shown].some((each) => each !== submission);
      });
    },
  };
}

interface TextbookTab extends StageTab {
  readonly show: (messageId: string) => Feedback;
}
