import {
  ActionBarPrimitive,
  AssistantRuntimeProvider,
  type ChatModelAdapter,
  ComposerPrimitive,
  type FeedbackAdapter,
  MessagePrimitive,
  type ThreadMessage,
  ThreadPrimitive,
  useAuiState,
  useLocalRuntime,
} from '@assistant-ui/react';
import {
  createProxySubmit,
  FeedbackBar,
  FeedbackProvider,
  type RatedMessage,
  useFeedbackClient,
} from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import './app.css';
import { type ReactNode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { ask } from '../../servers/ask.ts';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

/** assistant-ui makes its own ids, so Dify's goes along in the message's metadata. */
const model: ChatModelAdapter = {
  async *run({ messages }) {
    const question = messages.at(-1)?.content.map((part) => (part.type === 'text' ? part.text : ''));
    for await (const { messageId, text } of ask(question?.join('') ?? '')) {
      yield { content: [{ type: 'text', text }], metadata: { custom: { messageId } } };
    }
  },
};

/** A rating from before Dify's id arrives waits for it, under assistant-ui's. */
function refOf({ id, metadata }: ThreadMessage): RatedMessage {
  const { messageId } = metadata.custom;
  return typeof messageId === 'string' ? { pendingId: id, messageId } : { pendingId: id };
}

/** assistant-ui's own feedback buttons, sent by the kit: kept while offline, the latest wins. */
function useFeedbackAdapter(): FeedbackAdapter {
  const client = useFeedbackClient();
  return useMemo(
    () => ({
      submit({ message, type }) {
        client.rate(refOf(message), type === 'positive' ? 'like' : 'dislike');
      },
    }),
    [client],
  );
}

function Runtime({ children }: { children: ReactNode }) {
  const runtime = useLocalRuntime(model, { adapters: { feedback: useFeedbackAdapter() } });
  return <AssistantRuntimeProvider runtime={runtime}>{children}</AssistantRuntimeProvider>;
}

function AssistantMessage() {
  const message = useAuiState(({ message }) => message as ThreadMessage);
  return (
    <MessagePrimitive.Root className="answer">
      <MessagePrimitive.Parts />
      <ActionBarPrimitive.Root className="actions">
        <ActionBarPrimitive.Copy>Copy</ActionBarPrimitive.Copy>
        <ActionBarPrimitive.FeedbackPositive>Helpful</ActionBarPrimitive.FeedbackPositive>
        <FeedbackBar message={refOf(message)} />
      </ActionBarPrimitive.Root>
    </MessagePrimitive.Root>
  );
}

function UserMessage() {
  return (
    <MessagePrimitive.Root className="question">
      <MessagePrimitive.Parts />
    </MessagePrimitive.Root>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <FeedbackProvider submit={submit}>
    <Runtime>
      <ThreadPrimitive.Root className="thread">
        <ThreadPrimitive.Viewport className="viewport">
          <ThreadPrimitive.Messages components={{ UserMessage, AssistantMessage }} />
        </ThreadPrimitive.Viewport>
        <ComposerPrimitive.Root className="composer">
          <ComposerPrimitive.Input aria-label="Your question" />
          <ComposerPrimitive.Send>Ask</ComposerPrimitive.Send>
        </ComposerPrimitive.Root>
      </ThreadPrimitive.Root>
    </Runtime>
  </FeedbackProvider>,
);
