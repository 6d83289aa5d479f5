import { AbstractAgent, type BaseEvent, EventType, type RunAgentInput } from '@ag-ui/client';
import {
  CopilotChat,
  CopilotChatAssistantMessage,
  type CopilotChatAssistantMessageProps,
  CopilotKitProvider,
} from '@copilotkit/react-core/v2';
import { createProxySubmit, FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import '@copilotkit/react-core/v2/styles.css';
import { createRoot } from 'react-dom/client';
import { from } from 'rxjs';
import { ask } from '../../servers/ask.ts';

const submit = createProxySubmit({ endpoint: '/api/message-feedback' });

/** An agent that asks Dify. Its messages have Dify's ids, so they can be rated while they stream. */
class DifyAgent extends AbstractAgent {
  run(input: RunAgentInput) {
    return from(answer(input));
  }

  override clone() {
    return Object.assign(new DifyAgent(), this);
  }
}

async function* answer({ threadId, runId, messages }: RunAgentInput): AsyncGenerator<BaseEvent> {
  const question = String(messages.at(-1)?.content);
  let sent = '';
  let id = '';
  yield event(EventType.RUN_STARTED, { threadId, runId });
  for await (const { messageId, text } of ask(question)) {
    if (id === '') yield event(EventType.TEXT_MESSAGE_START, { messageId, role: 'assistant' });
    id = messageId;
    const delta = text.slice(sent.length);
    if (delta !== '') yield event(EventType.TEXT_MESSAGE_CONTENT, { messageId, delta });
    sent = text;
  }
  if (id !== '') yield event(EventType.TEXT_MESSAGE_END, { messageId: id });
  yield event(EventType.RUN_FINISHED, { threadId, runId });
}

function event(type: EventType, fields: object): BaseEvent {
  return { type, ...fields };
}

function AssistantMessage(props: CopilotChatAssistantMessageProps) {
  return (
    <CopilotChatAssistantMessage
      {...props}
      additionalToolbarItems={<FeedbackBar message={{ messageId: props.message.id }} />}
    />
  );
}

const agents = { default: new DifyAgent() };
const messageView = { assistantMessage: Object.assign(AssistantMessage, CopilotChatAssistantMessage) };

createRoot(document.getElementById('root') as HTMLElement).render(
  <FeedbackProvider submit={submit}>
    <CopilotKitProvider selfManagedAgents={agents}>
      <div style={{ position: 'fixed', inset: 0 }}>
        <CopilotChat labels={{ chatInputPlaceholder: 'Your question' }} messageView={messageView} />
      </div>
    </CopilotKitProvider>
  </FeedbackProvider>,
);
