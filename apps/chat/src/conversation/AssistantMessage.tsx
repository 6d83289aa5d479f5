import type { MessageRef, RatedMessage } from '@message-feedback/core';
import { FeedbackBar } from '@message-feedback/react';
import { memo } from 'react';
import type { Answer } from '../../contract/chat.ts';
import { MarkdownText } from './MarkdownText.tsx';

/** An answer, and under it, as soon as there is something to read, what the user thinks of it. */
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
 * How an answer is named to the feedback bar. Some upstreams take ratings of complete answers only: until then a rating waits under
 * the id of the answer, which a reload does not change.
 */
function ratedMessageOf({ id, text, state, ratable }: Answer): RatedMessage | null {
  if (ratable) return { ...(ratable as MessageRef), pendingId: id };
  return state === 'answering' && text !== '' ? { pendingId: id } : null;
}
