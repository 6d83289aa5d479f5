import { memo } from 'react';
import { useWords } from '../language/useLanguage.ts';

/** The user's question, as plain text. */
export const UserMessage = memo(function UserMessage({ text }: { readonly text: string }) {
  const words = useWords();
  return (
    <article className="user-message">
      <h2 className="visually-hidden">{words.you}</h2>
      <p className="user-message-text" dir="auto">
        {text}
      </p>
    </article>
  );
});
