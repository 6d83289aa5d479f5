import { memo } from 'react';

/** The user's question, as plain text. */
export const UserMessage = memo(function UserMessage({ text }: { readonly text: string }) {
  return (
    <article className="user-message">
      <h2 className="visually-hidden">You</h2>
      <p className="user-message-text" dir="auto">
        {text}
      </p>
    </article>
  );
});
