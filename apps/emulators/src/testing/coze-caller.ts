import { beforeEach } from 'vitest';
import type { StartEmulatorsOptions } from '../emulators.ts';
import {
  answered,
  type CallRequest,
  createCall,
  freshEmulators,
  type Json,
  type TestEmulators,
} from './test-emulators.ts';

/** The emulated Coze with Alice and an answer she got, fresh for each test. */
export function freshCoze(options: StartEmulatorsOptions = {}) {
  const emulators = freshEmulators(options);
  const coze = {} as { alice: CozeCaller; answer: CozeAnswer };
  beforeEach(async () => {
    coze.alice = await cozeCaller(emulators, { sessionName: 'alice' });
    coze.answer = await coze.alice.createAnswer();
  });
  const rate = (body: object | string = LIKE, message: RatedMessage = coze.answer, caller = coze.alice) =>
    answered(caller.rate(message, body));
  return Object.assign(coze, {
    emulators,
    set: (settings: object) => emulators.set({ coze: settings }),
    stored: async (): Promise<Json[]> => (await emulators.state()).coze.feedbacks,
    as: (sessionName: string) => cozeCaller(emulators, { sessionName }),
    rate,
    /** The code that rating is answered with. */
    code: async (...rated: Parameters<typeof rate>): Promise<number> => (await rate(...rated)).code,
  });
}

/** Calls the emulated Coze as one end user, or as the identity that a token given stands for. */
export async function cozeCaller(emulators: TestEmulators, options: CozeCallerOptions = {}) {
  const { region = 'cn', sessionName } = options;
  const tokenOf = async () =>
    (await emulators.control('/coze/tokens', { region, ...(sessionName && { sessionName }) })).body.token;
  const token = options.token ?? (await tokenOf());
  const baseUrl = region === 'cn' ? emulators.cozeBaseUrl : emulators.cozeComBaseUrl;
  const call = createCall(baseUrl, { Authorization: `Bearer ${token}` });
  const read = (path: string, request?: CallRequest) => answered(call(path, request));
  /** Begins a chat. */
  const ask = (
    question: string,
    { conversationId, ...more }: { conversationId?: string; bot_id?: string } = {},
  ) =>
    read(`/v3/chat${conversationId ? `?conversation_id=${conversationId}` : ''}`, {
      body: chatBody(question, more),
    });
  return {
    call,
    read,
    ask,
    async createAnswer(question = 'hi'): Promise<CozeAnswer> {
      const { data } = await ask(question);
      const query = `conversation_id=${data.conversation_id}&chat_id=${data.id}`;
      const listed = await read(`/v3/chat/message/list?${query}`);
      const answer = listed.data.find(({ type }: Json) => type === 'answer');
      return { conversationId: data.conversation_id, chatId: data.id, messageId: answer.id };
    },
    rate: (message: RatedMessage, body: object | string = LIKE) => call(feedbackPath(message), { body }),
    unrate: (message: RatedMessage) => read(feedbackPath(message), { method: 'DELETE' }),
  };
}

export type CozeCaller = Awaited<ReturnType<typeof cozeCaller>>;

export const COZE_BOT = '7300000000000000001';
export const LIKE = { feedback_type: 'like' };

/** What `POST /v3/chat` takes. */
export const chatBody = (question: string, more: object = {}) => ({
  bot_id: COZE_BOT,
  user_id: 'anyone',
  additional_messages: [{ role: 'user', content: question, content_type: 'text' }],
  ...more,
});

export const feedbackPath = ({ conversationId, messageId }: RatedMessage) =>
  `/v1/conversations/${conversationId}/messages/${messageId}/feedback`;

interface RatedMessage {
  readonly conversationId: string;
  readonly messageId: string;
}

interface CozeAnswer extends RatedMessage {
  readonly chatId: string;
}

interface CozeCallerOptions {
  readonly region?: 'cn' | 'com';
  readonly sessionName?: string;
  readonly token?: string;
}
