import { createScriptedSubmit } from '@message-feedback/core/testing';
import {
  en,
  FeedbackBar,
  type FeedbackError,
  type FeedbackLabels,
  FeedbackProvider,
} from '@message-feedback/react';
import { ar } from '@message-feedback/react/locales/ar';
import { de } from '@message-feedback/react/locales/de';
import '@message-feedback/react/styles.css';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

const LANGUAGES: Record<string, FeedbackLabels> = { English: en, Deutsch: de, العربية: ar };
const REASONS = { allowCustom: true };

const submit = createScriptedSubmit();
/** What the host heard of. */
const errors: FeedbackError[] = [];
// Lets tests script the server's responses, and read the errors.
Object.assign(window, { submit, errors });

const onError = (error: FeedbackError) => errors.push(error);

createRoot(document.querySelector('#root') as Element).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);

/** An answer for each surface, and a read-only one, in every language and both themes. */
function Page() {
  const [language, setLanguage] = useState('English');
  const [theme, setTheme] = useState('');
  const labels = LANGUAGES[language] ?? en;
  return (
    <FeedbackProvider submit={submit} labels={labels} reasons={REASONS} onError={onError}>
      <div
        lang={labels.locale}
        dir={labels === ar ? 'rtl' : 'ltr'}
        {...(theme !== '' && { 'data-theme': theme })}
      >
        <nav>
          {Object.keys(LANGUAGES).map((name) => (
            <button key={name} type="button" onClick={() => setLanguage(name)}>
              {name}
            </button>
          ))}
          <button type="button" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
            Other theme
          </button>
        </nav>
        {(['popover', 'sheet', 'inline'] as const).map((surface) => (
          <article key={surface} aria-label={surface}>
            <p>An answer.</p>
            <FeedbackBar message={{ messageId: surface }} surface={surface} />
          </article>
        ))}
        <article aria-label="read only">
          <p>An answer.</p>
          <FeedbackBar
            message={{ messageId: 'read-only' }}
            readOnly
            initialFeedback={{ rating: 'dislike', reasons: ['Too long'], comment: 'No.' }}
          />
        </article>
      </div>
    </FeedbackProvider>
  );
}
