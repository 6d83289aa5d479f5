// The chat's style sheet comes first, because it sets the order of the cascade layers.
import './styles/index.css';
import '@message-feedback/react/styles.css';
import { createProxySubmit, FeedbackProvider } from '@message-feedback/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { pageLanguage } from './language/page-language.ts';
import { preferredLanguage } from './language/preferred-language.ts';
import { useLanguage } from './language/useLanguage.ts';
import { queryClient } from './queries/query-client.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root", so the chat cannot be shown.');

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });
const userId = decodeURIComponent(root.dataset.userId ?? '');

await pageLanguage.show(preferredLanguage());
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>
  </StrictMode>,
);

/** The chat, with feedback in its language. */
function Page() {
  const { labels } = useLanguage();
  return (
    <FeedbackProvider submit={submit} userId={userId} labels={labels}>
      <App />
    </FeedbackProvider>
  );
}
