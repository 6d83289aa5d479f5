import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import feedbackStyles from '@message-feedback/react/styles.css?inline';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';
import widgetStyles from './widget.css?inline';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

function Chat() {
  const [turns, setTurns] = useState<Turn[]>([]);

  async function send(form: FormData) {
    const question = String(form.get('question'));
    const id = crypto.randomUUID();
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  return (
    <section aria-label="Support" className="widget">
      <div className="turns">
        {turns.map(({ id, question, messageId, text }) => (
          <article key={id}>
            <h2>{question}</h2>
            <p>{text}</p>
            <FeedbackBar message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }} />
          </article>
        ))}
      </div>
      <form action={send}>
        <input name="question" required aria-label="Your question" />
        <button type="submit">Ask</button>
      </form>
    </section>
  );
}

/** `<support-chat>`: the page's styles do not reach into it, and its own do not leave it. */
class SupportChat extends HTMLElement {
  connectedCallback() {
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [feedbackStyles, widgetStyles].map((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
    const root = shadow.appendChild(document.createElement('div'));
    createRoot(root).render(
      <FeedbackProvider submit={submit}>
        <Chat />
      </FeedbackProvider>,
    );
  }
}

customElements.define('support-chat', SupportChat);
