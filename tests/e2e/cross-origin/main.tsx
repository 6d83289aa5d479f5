import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import { createRoot } from 'react-dom/client';

const query = new URLSearchParams(location.search);
const messageId = query.get('messageId') ?? '';
// The session cookie of the other origin, as the README says.
const submit = createProxySubmit({ endpoint: query.get('endpoint') ?? '', credentials: 'include' });

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <FeedbackProvider submit={submit}>
    <FeedbackBar message={{ messageId }} />
  </FeedbackProvider>,
);
