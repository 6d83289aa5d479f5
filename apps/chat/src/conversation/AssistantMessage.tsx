import { FeedbackBar } from '@message-feedback/react';
import { memo } from 'react';
import type { Answer } from '../../contract/chat.ts';
import { MarkdownText } from './MarkdownText.tsx';

/** An answer, and under it, as soon as it has an id, what the person thinks of it. */
export const AssistantMessage = memo(function AssistantMessage({ message }: { readonly message: Answer }) {
  const { text, state, ratable } = message;
  const waiting = state === 'answering' && text === '';

  return (
    <article className="assistant-message" data-message-id={message.id}>
      <h2 className="visually-hidden">Assistant</h2>
      {waiting ? (
        <p className="thinking">
          <span className="visually-hidden">Thinking…</span>
        </p>
      ) : (
        <MarkdownText text={text} growing={state === 'answering'} />
      )}
      {ratable && <FeedbackBar message={ratable} />}
    </article>
  );
});
