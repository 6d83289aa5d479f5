import {
  ActionBarPrimitive,
  AssistantRuntimeProvider,
  MessagePrimitive,
  ThreadPrimitive,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import { Children, useMemo } from 'react';

/** Its buttons need its runtime and its list of messages, which render the rows. */
export function Host({ children }) {
  const count = Children.count(children);
  const messages = useMemo(
    () =>
      Array.from({ length: count }, (_, index) => ({
        id: `message-${index}`,
        role: 'assistant',
        content: [{ type: 'text', text: 'The answer of the assistant.' }],
      })),
    [count],
  );
  const runtime = useExternalStoreRuntime({
    messages,
    convertMessage,
    onNew,
    adapters: { feedback: { submit() {} } },
  });
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root>
        <ThreadPrimitive.Messages components={{ Message }} />
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

const convertMessage = (message) => message;
const onNew = async () => {};

const Message = () => (
  <MessagePrimitive.Root>
    <article>
      <MessagePrimitive.Parts />
      <ActionBarPrimitive.Root>
        <ActionBarPrimitive.FeedbackPositive aria-label="Good response">
          👍
        </ActionBarPrimitive.FeedbackPositive>
        <ActionBarPrimitive.FeedbackNegative aria-label="Bad response">
          👎
        </ActionBarPrimitive.FeedbackNegative>
      </ActionBarPrimitive.Root>
    </article>
  </MessagePrimitive.Root>
);

export const Row = () => null;
