import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import './widget.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

/** From the page, as a cookie may not come back and storage may be blocked. */
const token = document.querySelector<HTMLMetaElement>('meta[name="token"]')?.content ?? '';
const headers = { authorization: `Bearer ${token}` };
const submit = createProxySubmit({ endpoint: '/api/message-feedback', headers });

function Chat() {
  const [turns, setTurns] = useState<Turn[]>([]);

  async function send(form: FormData) {
    const id = crypto.randomUUID();
    const question = String(form.get('question'));
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question, headers)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  return (
    <main>
      {turns.map(({ id, question, messageId, text }) => (
        <article key={id}>
          <h2>{question}</h2>
          <p>{text}</p>
          <FeedbackBar message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }} />
        </article>
      ))}
      <form action={send}>
        <input name="question" required aria-label="Your question" />
        <button type="submit">Ask</button>
      </form>
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <FeedbackProvider submit={submit}>
    <Chat />
  </FeedbackProvider>,
);
