'use client';
import {
  createProxySubmit,
  FeedbackBar,
  type FeedbackLabels,
  FeedbackProvider,
} from '@message-feedback/react';
import { type FormEvent, useState } from 'react';
import { ask } from './ask';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

interface Turn {
  id: string;
  question: string;
  /** Dify's id of the answer, known once its first words arrive. */
  messageId: string | null;
  text: string;
}

export function Chat({ labels }: { labels: FeedbackLabels }) {
  const [turns, setTurns] = useState<Turn[]>([]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const question = String(new FormData(form).get('question'));
    form.reset();
    const id = crypto.randomUUID();
    setTurns((all) => [...all, { id, question, messageId: null, text: '' }]);
    for await (const answer of ask(question)) {
      setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...answer } : turn)));
    }
  }

  return (
    <FeedbackProvider submit={submit} labels={labels}>
      <main className="mx-auto flex h-screen max-w-2xl flex-col gap-4 p-4">
        <h1 className="text-lg font-semibold">Support</h1>
        <div className="flex-1 space-y-4 overflow-y-auto">
          {turns.map(({ id, question, messageId, text }) => (
            <section key={id} className="space-y-4">
              <p className="ml-auto w-fit rounded-2xl bg-blue-600 px-4 py-2 text-white">{question}</p>
              <article className="w-fit max-w-full rounded-2xl bg-gray-100 px-4 py-3 dark:bg-gray-800">
                <p className="whitespace-pre-wrap">{text}</p>
                <FeedbackBar
                  message={messageId === null ? { pendingId: id } : { pendingId: id, messageId }}
                />
              </article>
            </section>
          ))}
        </div>
        <form onSubmit={send} className="flex gap-2">
          <input
            name="question"
            required
            aria-label="Your question"
            className="flex-1 rounded-lg border border-gray-300 bg-transparent px-3 py-2 dark:border-gray-700"
          />
          <button type="submit" className="rounded-lg bg-blue-600 px-4 py-2 text-white">
            Ask
          </button>
        </form>
      </main>
    </FeedbackProvider>
  );
}
