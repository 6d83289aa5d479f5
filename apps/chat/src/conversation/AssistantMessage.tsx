import type { MessageRef, RatedMessage } from '@message-feedback/core';
import { FeedbackBar } from '@message-feedback/react';
import { memo } from 'react';
import type { Answer } from '../../contract/chat.ts';
import { MarkdownText } from './MarkdownText.tsx';

/** An answer, and under it the feedback bar, as soon as there is text to read. */
export const AssistantMessage = memo(function AssistantMessage({ message }: { readonly message: Answer }) {
  const { text, state } = message;
  const waiting = state === 'answering' && text === '';

  return (
    <article
      className="assistant-message"
      data-message-id={message.id}
      data-answering={state === 'answering' || undefined}
    >
      <h2 className="visually-hidden">Assistant</h2>
      {waiting ? (
        <p className="thinking">
          <span className="visually-hidden">Thinking…</span>
        </p>
      ) : (
        <MarkdownText text={text} growing={state === 'answering'} />
      )}
      <FeedbackBar message={ratedMessageOf(message)} />
    </article>
  );
});

/**
 * The reference of an answer for the feedback bar. Some upstreams accept ratings of complete
 * answers only. Until then, a rating waits under the id of the answer, which is the same after a
 * reload.
 */
function ratedMessageOf({ id, text, state, ratable }: Answer): RatedMessage | null {
  if (ratable) return { ...(ratable as MessageRef), pendingId: id };
  return state === 'answering' && text !== '' ? { pendingId: id } : null;
}
