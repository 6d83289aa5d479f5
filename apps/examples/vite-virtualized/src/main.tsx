import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import './app.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

/** What the user asked on earlier days. */
const HISTORY: Turn[] = Array.from({ length: 300 }, (_, index) => ({
  id: `earlier-${index}`,
  question: `Question ${index + 1}`,
  messageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  text: 'An answer of an earlier day. '.repeat(1 + (index % 9)),
}));

function Chat() {
  const [turns, setTurns] = useState(HISTORY);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 140,
    overscan: 4,
  });
  const last = turns.length - 1;
  useEffect(() => rows.scrollToIndex(last, { align: 'end' }), [rows, last]);

  async function send(form: FormData) {
    const question = String(form.get('question'));
    const id = crypto.randomUUID();
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  return (
    <main>
      <div ref={scroller} className="scroller">
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const { id, question, messageId, text } = turns[index] as Turn;
            return (
              <article
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className="row"
                style={{ transform: `translateY(${start}px)` }}
              >
                <h2>{question}</h2>
                <p>{text}</p>
                <FeedbackBar
                  message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }}
                />
              </article>
            );
          })}
        </div>
      </div>
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
