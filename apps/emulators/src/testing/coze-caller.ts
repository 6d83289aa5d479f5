import type { Json, TestEmulators } from './start-test-emulators.ts';

/** Calls the emulated Coze as one end user, or as whoever the token given stands for. */
export async function cozeCaller(
  emulators: TestEmulators,
  options: CozeCallerOptions = {},
): Promise<CozeCaller> {
  const { region = 'cn', sessionName, token = await tokenOf() } = options;
  const baseUrl = region === 'cn' ? emulators.cozeBaseUrl : emulators.cozeComBaseUrl;
  const call: CozeCaller['call'] = (path, { method, body, headers = {} } = {}) =>
    fetch(`${baseUrl}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const read: CozeCaller['read'] = async (path, request) => (await call(path, request)).json();
  const ask: CozeCaller['ask'] = (question, { conversationId, ...more } = {}) =>
    read(`/v3/chat${conversationId ? `?conversation_id=${conversationId}` : ''}`, {
      body: chatBody(question, more),
    });
  return {
    call,
    read,
    ask,
    async createAnswer(question = 'hi') {
      const { data } = await ask(question);
      const query = `conversation_id=${data.conversation_id}&chat_id=${data.id}`;
      const listed = await read(`/v3/chat/message/list?${query}`);
      const answer = listed.data.find(({ type }: { type: string }) => type === 'answer');
      return { conversationId: data.conversation_id, chatId: data.id, messageId: answer.id };
    },
    rate: ({ conversationId, messageId }, body) =>
      call(`/v1/conversations/${conversationId}/messages/${messageId}/feedback`, { body }),
    unrate: ({ conversationId, messageId }) =>
      call(`/v1/conversations/${conversationId}/messages/${messageId}/feedback`, { method: 'DELETE' }),
  };

  async function tokenOf(): Promise<string> {
    const { body } = await emulators.control('/coze/tokens', { region, ...(sessionName && { sessionName }) });
    return body.token;
  }
}

export const COZE_BOT = '7300000000000000001';

/** What `POST /v3/chat` takes. */
export const chatBody = (question: string, more: object = {}) => ({
  bot_id: COZE_BOT,
  user_id: 'anyone',
  additional_messages: [{ role: 'user', content: question, content_type: 'text' }],
  ...more,
});

export interface CozeCaller {
  call(path: string, request?: CozeRequest): Promise<Response>;
  /** The JSON of the answer. */
  read(path: string, request?: CozeRequest): Promise<Json>;
  /** Begins a chat. */
  ask(question: string, more?: { conversationId?: string } & Record<string, unknown>): Promise<Json>;
  createAnswer(question?: string): Promise<CozeAnswer>;
  rate(answer: RatedMessage, body: object | string): Promise<Response>;
  unrate(answer: RatedMessage): Promise<Response>;
}

export interface CozeAnswer extends RatedMessage {
  readonly chatId: string;
}

interface RatedMessage {
  readonly conversationId: string;
  readonly messageId: string;
}

interface CozeCallerOptions {
  readonly region?: 'cn' | 'com';
  readonly sessionName?: string;
  readonly token?: string;
}

interface CozeRequest {
  readonly method?: string;
  /** An object is sent as JSON, text as it is. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}
