'use client';
import { useChat } from '@ai-sdk/react';
import {
  createProxySubmit,
  FeedbackBar,
  type FeedbackLabels,
  FeedbackProvider,
} from '@message-feedback/react';
import { CopyIcon, RefreshCwIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

export function Chat({ labels }: { labels: FeedbackLabels }) {
  const { messages, sendMessage, regenerate, status } = useChat();

  return (
    <FeedbackProvider submit={submit} labels={labels}>
      <main className="mx-auto flex h-dvh max-w-3xl flex-col">
        <div className="flex flex-1 flex-col gap-8 overflow-y-auto p-4" role="log">
          {messages.map(({ id, role, parts }) => {
            const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
            if (role === 'user') {
              return (
                <p
                  key={id}
                  className="w-fit self-end rounded-md bg-primary px-4 py-3 text-primary-foreground"
                >
                  {text}
                </p>
              );
            }
            return (
              <article key={id} className="flex flex-col gap-2 text-sm">
                <p className="whitespace-pre-wrap">{text}</p>
                <div className="flex items-center gap-1 text-muted-foreground">
                  <IconButton aria-label="Copy" onClick={() => navigator.clipboard.writeText(text)}>
                    <CopyIcon />
                  </IconButton>
                  <IconButton aria-label="Regenerate" onClick={() => regenerate({ messageId: id })}>
                    <RefreshCwIcon />
                  </IconButton>
                  <FeedbackBar message={{ messageId: id }} />
                </div>
              </article>
            );
          })}
        </div>
        <form
          className="sticky bottom-0 z-10 flex gap-2 border-t bg-background p-4"
          action={(form) => sendMessage({ text: String(form.get('question')) })}
        >
          <input
            name="question"
            required
            aria-label="Your question"
            placeholder="Ask anything"
            className="h-9 min-w-0 flex-1 rounded-md border bg-transparent px-3 text-sm focus-visible:ring-[3px]"
          />
          <button
            type="submit"
            disabled={status === 'submitted' || status === 'streaming'}
            className="h-9 rounded-md bg-primary px-4 text-sm font-medium text-primary-foreground disabled:opacity-50"
          >
            Ask
          </button>
        </form>
      </main>
    </FeedbackProvider>
  );
}

/** shadcn's ghost button for an icon. */
function IconButton(props: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className="inline-flex size-8 items-center justify-center rounded-md hover:bg-accent [&_svg]:size-4"
      {...props}
    />
  );
}
