import type { ChatUpstream, UpstreamEvent } from '../upstreams/chat-upstream.ts';

export const STARTED: UpstreamEvent = {
  type: 'started',
  conversationId: 'conversation',
  messageId: 'message',
  feedbackRef: null,
  stopHandle: 'handle',
};

/** An upstream whose answer the test controls, and which records its calls. */
export interface ScriptedChatUpstream extends Required<ChatUpstream> {
  push(...events: UpstreamEvent[]): void;
  end(): void;
  fail(error: unknown): void;
  readonly stopped: readonly string[];
  readonly aborted: boolean;
  /** Each call as `<function> <user> <rest of the request>`. */
  readonly calls: readonly string[];
}

export function createScriptedChatUpstream(): ScriptedChatUpstream {
  let control: ReadableStreamDefaultController<UpstreamEvent> | undefined;
  const answer = new ReadableStream<UpstreamEvent>({
    start(controller) {
      control = controller;
    },
  });
  const calls: string[] = [];
  const stopped: string[] = [];
  let aborted = false;
  const note = (
    name: string,
    { userId, signal: _signal, ...rest }: { userId: string; signal: AbortSignal },
  ) => calls.push(`${name} ${userId} ${JSON.stringify(rest)}`);

  return {
    push: (...events) => {
      for (const event of events) control?.enqueue(event);
    },
    end: () => control?.close(),
    fail: (error) => control?.error(error),
    stopped,
    calls,
    get aborted() {
      return aborted;
    },

    async listConversations(request) {
      note('listConversations', request);
      return { items: [{ id: 'conversation', title: 'Why', updatedAt: 0 }], cursor: 'next' };
    },
    async listMessages(request) {
      note('listMessages', request);
      return { items: [{ role: 'user', id: 'question', text: 'Why?' }], cursor: null };
    },
    async *send(request) {
      note('send', request);
      request.signal.addEventListener('abort', () => {
        aborted = true;
        control?.error(request.signal.reason);
      });
      yield* answer;
    },
    async stop(request) {
      note('stop', request);
      stopped.push(request.stopHandle);
    },
    async renameConversation(request) {
      note('renameConversation', request);
    },
    async deleteConversation(request) {
      note('deleteConversation', request);
    },
    async introduction(request) {
      note('introduction', request);
      return { greeting: null, suggestedQuestions: ['Why?'] };
    },
  };
}
