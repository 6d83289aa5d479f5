import { useQuery } from '@tanstack/react-query';
import { suggestionsQuery } from '../queries/suggestions-query.ts';

/** What stands where nothing has been said yet: a few questions to begin with. */
export function Welcome({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const { data: suggestions = [] } = useQuery(suggestionsQuery);
  return (
    <section className="welcome" aria-labelledby="welcome-heading">
      <h2 id="welcome-heading">What would you like to know?</h2>
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
