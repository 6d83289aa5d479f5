import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import { createRoot } from 'react-dom/client';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });
const messageIds: string[] = await (await fetch(`/message-ids.json${location.search}`)).json();

createRoot(document.querySelector('#root') as Element).render(
  <FeedbackProvider submit={submit}>
    {messageIds.map((messageId) => (
      <article key={messageId} id={messageId}>
        <FeedbackBar message={{ messageId }} />
      </article>
    ))}
  </FeedbackProvider>,
);
