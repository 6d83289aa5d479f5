import type { StartEmulatorsOptions } from '../emulators.ts';
import {
  answered,
  type CallRequest,
  createCall,
  freshUpstream,
  type Json,
  type TestEmulators,
} from './test-emulators.ts';

/** The emulated Moveworks, with the user Alice and an answer to her, reset before each test. */
export function freshMoveworks(options: StartEmulatorsOptions = {}) {
  const moveworks = freshUpstream<MoveworksAnswer, MoveworksCaller>('moveworks', moveworksCaller, options);
  return Object.assign(moveworks, {
    /** The body that rates an answer. */
    helpful: (of = moveworks.answer) => ({ callback_id: of.feedback.helpful.callback_id }),
    unhelpful: (of = moveworks.answer) => ({ callback_id: of.feedback.unhelpful.callback_id }),
    /** The HTTP status of a rating, and the status or the error code of its body. */
    async outcome(
      body: object | string,
      place: MessagePlace = moveworks.answer,
      { caller = moveworks.alice, headers = {} }: { caller?: MoveworksCaller; headers?: object } = {},
    ): Promise<unknown[]> {
      const { httpStatus, status, error } = await answered(caller.rate(place, body, { ...headers }));
      return [httpStatus, status ?? error.code];
    },
  });
}

/** Calls the emulated Moveworks as one user, with an API key. */
export async function moveworksCaller(
  emulators: TestEmulators,
  { user = 'alice', path = '/rest/v1beta1' }: { user?: string; path?: string } = {},
) {
  const { key } = (await emulators.control('/moveworks/api-keys', { user })).body;
  const call = createCall(emulators.moveworksBaseUrl + path, {
    Authorization: `Bearer ${key}`,
    'Assistant-Name': emulators.access.moveworks.assistantName,
  });
  const read = (path: string, request?: CallRequest) => answered(call(path, request));
  async function answerIn(conversationId: string, question = 'hi'): Promise<MoveworksAnswer> {
    const path = `/conversations/${conversationId}/responses`;
    const { response_id: responseId } = await read(path, { body: { input: { text: question } } });
    const { outputs } = await read(`${path}/${responseId}`);
    const { message } = outputs.find(({ type }: Json) => type === 'MESSAGE');
    return { conversationId, responseId, messageId: message.message_id, feedback: message.feedback };
  }
  return {
    call,
    read,
    answerIn,
    /** Asks in a new conversation. */
    createAnswer: async (question?: string) =>
      answerIn((await read('/conversations', { body: {} })).conversation_id, question),
    rate: (place: MessagePlace, body: object | string, headers = {}) =>
      call(feedbackPath(place), { body, headers }),
  };
}

export type MoveworksCaller = Awaited<ReturnType<typeof moveworksCaller>>;

export const feedbackPath = ({ conversationId, responseId, messageId }: MessagePlace) =>
  `/conversations/${conversationId}/responses/${responseId}/messages/${messageId}/feedback`;

export const SUBMITTED = [200, 'SUBMITTED'];
export const INVALID = [400, 'INVALID_REQUEST'];

type MessagePlace = Readonly<Record<'conversationId' | 'responseId' | 'messageId', string>>;
export type MoveworksAnswer = MessagePlace & { readonly feedback: Json };
