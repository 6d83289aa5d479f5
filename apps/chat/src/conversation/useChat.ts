import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { chatClient } from '../api/chat-client.ts';
import { withLiveAnswer } from '../live/merged-messages.ts';
import { pageLiveAnswers } from '../live/page-live-answers.ts';
import { useLiveAnswer } from '../live/useLiveAnswer.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { messagesQuery } from '../queries/messages-query.ts';
import { keepAnswer } from '../queries/saved-answer.ts';

/**
 * One conversation with its saved messages and its live answer; `null` is a conversation that has
 * not started.
 */
export function useChat(conversationId: string | null) {
  const queryClient = useQueryClient();
  const saved = useInfiniteQuery({
    ...messagesQuery(conversationId ?? ''),
    enabled: conversationId !== null,
  });
  const live = useLiveAnswer(conversationId);
  const messages = useMemo(() => {
    const pages = [...(saved.data?.pages ?? [])].reverse();
    return withLiveAnswer(
      pages.flatMap(({ items }) => items),
      live,
    );
  }, [saved.data, live]);
  const latest = messages.at(-1);
  const answer = latest?.role === 'assistant' ? latest : null;

  const ask = useCallback(
    (question: string) => {
      const onStarted = (started: { conversationId: string | null }) => {
        void queryClient.invalidateQueries(conversationsQuery);
        // If the user has opened another conversation meanwhile, stay there.
        const stillHere = conversationId === null && window.location.pathname === '/';
        if (stillHere) navigate(`/c/${started.conversationId}`);
      };
      void pageLiveAnswers
        .ask(conversationId, question, { onStarted })
        .then((finished) => keepAnswer(queryClient, finished));
    },
    [conversationId, queryClient],
  );

  /** An answer continues without the connection: reload it, and ask again only if it failed. */
  const tryAgain = () => {
    const lost = live?.failure === 'network' && live.messageId !== null;
    const question = messages.at(-2);
    if (lost) void saved.refetch();
    else if (question?.role === 'user') ask(question.text);
  };

  return {
    saved,
    messages,
    ask,
    tryAgain,
    answering: answer?.state === 'answering',
    failure: answer?.state === 'failed' ? (live?.failure ?? 'upstream_failed') : null,
    stop() {
      if (live?.state === 'waiting' || live?.state === 'answering') void pageLiveAnswers.stop(conversationId);
      else if (answer) void chatClient.stopAnswer(answer.id).catch(() => saved.refetch());
    },
  };
}
