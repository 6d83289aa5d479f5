import { useQuery } from '@tanstack/react-query';
import { introductionQuery } from '../queries/introduction-query.ts';

/** Shown in an empty conversation: a greeting and suggested questions. */
export function Welcome({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const { data: introduction } = useQuery(introductionQuery);
  const suggestions = introduction?.suggestedQuestions ?? [];
  return (
    <section className="welcome" aria-labelledby="welcome-heading">
      <h2 id="welcome-heading">What would you like to know?</h2>
      {introduction?.greeting && (
        <p className="greeting" dir="auto">
          {introduction.greeting}
        </p>
      )}
      {suggestions.length > 0 && (
        <ul className="suggestions" aria-label="Suggested questions">
          {suggestions.map((question) => (
            <li key={question}>
              <button type="button" className="suggestion" dir="auto" onClick={() => onAsk(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
