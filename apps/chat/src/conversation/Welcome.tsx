import { useQuery } from '@tanstack/react-query';
import { useAbout } from '../about/useAbout.ts';
import { useWords } from '../language/useLanguage.ts';
import { introductionQuery } from '../queries/introduction-query.ts';

/** Shown in an empty conversation: a greeting and suggested questions. */
export function Welcome({ onAsk }: { readonly onAsk: (question: string) => void }) {
  const words = useWords();
  const { greeting, suggestedQuestions } = useIntroduction();
  return (
    <section className="welcome" aria-labelledby="welcome-heading">
      <h2 id="welcome-heading">{words.welcome}</h2>
      {greeting && (
        <p className="greeting" dir="auto">
          {greeting}
        </p>
      )}
      {suggestedQuestions.length > 0 && (
        <ul className="suggestions" aria-label={words.suggestions}>
          {suggestedQuestions.map((question) => (
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

/** From the app behind the chat; an emulated one is introduced in the language of the page. */
function useIntroduction() {
  const words = useWords();
  const about = useAbout();
  const isReal = about?.operatorUrl === null;
  const { data: introduction } = useQuery({ ...introductionQuery, enabled: isReal });
  if (about && !isReal) return { greeting: words.greeting, suggestedQuestions: words.examples };
  return introduction ?? { greeting: null, suggestedQuestions: [] };
}
