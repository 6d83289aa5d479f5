import type { StartEmulatorsOptions } from '../emulators.ts';
import {
  answered,
  type CallRequest,
  createCall,
  freshUpstream,
  type Json,
  type TestEmulators,
} from './test-emulators.ts';

/** The emulated Coze, with the user Alice and an answer to her, reset before each test. */
export function freshCoze(options: StartEmulatorsOptions = {}) {
  const alice = (emulators: TestEmulators) => cozeCaller(emulators, { sessionName: 'alice' });
  const coze = freshUpstream<CozeAnswer, CozeCaller>('coze', alice, options);
  const as = (sessionName: string) => cozeCaller(coze.emulators, { sessionName });
  const rate = (body: object | string = LIKE, message: RatedMessage = coze.answer, caller = coze.alice) =>
    answered(caller.rate(message, body));
  /** The code of the response to a rating. */
  const code = async (...rated: Parameters<typeof rate>): Promise<number> => (await rate(...rated)).code;
  return Object.assign(coze, { as, rate, code });
}

/** Calls the emulated Coze as one end user, or as the owner of a token. */
export async function cozeCaller(
  emulators: TestEmulators,
  { region = 'cn', ...who }: { region?: 'cn' | 'com'; sessionName?: string; token?: string } = {},
) {
  const token = who.token ?? (await emulators.control('/coze/tokens', { region, ...who })).body.token;
  const baseUrl = region === 'cn' ? emulators.cozeBaseUrl : emulators.cozeComBaseUrl;
  const call = createCall(baseUrl, { Authorization: `Bearer ${token}` });
  const read = (path: string, request?: CallRequest) => answered(call(path, request));
  /** Starts a chat. */
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
export const COZE_WORKFLOW = '7300000000000000002';
export const LIKE = { feedback_type: 'like' };

/** The body of `POST /v3/chat`. */
export const chatBody = (question: string, more: object = {}) => ({
  bot_id: COZE_BOT,
  user_id: 'anyone',
  additional_messages: [{ role: 'user', content: question, content_type: 'text' }],
  ...more,
});

export const feedbackPath = ({ conversationId, messageId }: RatedMessage) =>
  `/v1/conversations/${conversationId}/messages/${messageId}/feedback`;

type RatedMessage = { readonly conversationId: string; readonly messageId: string };
type CozeAnswer = RatedMessage & { readonly chatId: string };
