import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

export const Host = ({ children }) => <FeedbackProvider submit={submit}>{children}</FeedbackProvider>;
export const detailsButton = '[aria-label="Bad response"]';
export const Row = ({ id }) => <FeedbackBar message={{ messageId: id }} />;
