import type { Feedback, MessageRef, RatedMessage } from '@message-feedback/core';
import { FeedbackBar } from '@message-feedback/react';
import { memo, useCallback } from 'react';
import type { Answer } from '../../contract/chat.ts';
import { IconButton } from '../IconButton.tsx';
import { useWords } from '../language/useLanguage.ts';
import { CopyButton } from './CopyButton.tsx';
import { MarkdownText } from './MarkdownText.tsx';
import { questionAgain } from './question-again.ts';

/** An answer, and under it Copy, Regenerate and the feedback bar, as soon as there is text to read. */
export const AssistantMessage = memo(function AssistantMessage({
  message,
  question,
  onAsk,
}: AssistantMessageProps) {
  const words = useWords();
  const { id, text, state } = message;
  const answering = state === 'answering';
  // Stable, as the bar renders again with a new function.
  const offerToTryAgain = useCallback(
    (feedback: Feedback) =>
      feedback.rating === 'dislike' && (
        <button
          type="button"
          aria-disabled={onAsk === null}
          onClick={() => onAsk?.(questionAgain(question, words.answerAgain, feedback))}
        >
          {words.tryAgainWithFeedback}
        </button>
      ),
    [question, onAsk, words],
  );

  return (
    <article className="assistant-message" data-message-id={id} data-answering={answering || undefined}>
      <h2 className="visually-hidden">{words.assistant}</h2>
      {answering && text === '' ? (
        <p className="thinking">
          <span className="visually-hidden">{words.thinking}</span>
        </p>
      ) : (
        <MarkdownText text={text} growing={answering} />
      )}
      {text !== '' && (
        <div className="answer-actions">
          <CopyButton text={text} />
          <IconButton
            icon="regenerate"
            title={words.regenerate}
            aria-disabled={onAsk === null}
            onClick={() => onAsk?.(question)}
          />
          <FeedbackBar message={ratedMessageOf(message)} sentAction={offerToTryAgain} />
        </div>
      )}
    </article>
  );
});

export interface AssistantMessageProps {
  readonly message: Answer;
  /** What the user asked. */
  readonly question: string;
  /** `null` while an answer streams. Stable between renders, so that long chats stay fast. */
  readonly onAsk: ((question: string) => void) | null;
}

/**
 * The reference of an answer for the feedback bar. Some upstreams accept ratings of complete
 * answers only. Until then, a rating waits under the id of the answer, which is the same after a
 * reload.
 */
function ratedMessageOf({ id, state, feedbackRef }: Answer): RatedMessage | null {
  if (feedbackRef) return { ...(feedbackRef as MessageRef), pendingId: id };
  return state === 'answering' ? { pendingId: id } : null;
}
