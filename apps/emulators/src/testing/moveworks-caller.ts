import { type CallRequest, createCall, type Json, type TestEmulators } from './test-emulators.ts';

/** Calls the emulated Moveworks for one user, with an API key of theirs. */
export async function moveworksCaller(
  emulators: TestEmulators,
  { user = 'alice', path = '/rest/v1beta1' }: MoveworksCallerOptions = {},
) {
  const { key } = (await emulators.control('/moveworks/api-keys', { user })).body;
  const call = createCall(emulators.moveworksBaseUrl + path, {
    Authorization: `Bearer ${key}`,
    'Assistant-Name': emulators.access.moveworks.assistantName,
  });
  /** The JSON of the answer, and its status. */
  async function read(path: string, request?: CallRequest): Promise<Json> {
    const response = await call(path, request);
    return { status: response.status, ...(await response.json()) };
  }
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

/** The status, and the code or the word in the body. */
export async function outcome(response: Promise<Response>): Promise<unknown[]> {
  const { status, body } = await response.then(async (each) => ({
    status: each.status,
    body: await each.json(),
  }));
  return [status, body.status ?? body.error.code];
}

export const SUBMITTED = [200, 'SUBMITTED'];
export const INVALID = [400, 'INVALID_REQUEST'];

interface MessagePlace {
  readonly conversationId: string;
  readonly responseId: string;
  readonly messageId: string;
}

export interface MoveworksAnswer extends MessagePlace {
  readonly feedback: Json;
}

interface MoveworksCallerOptions {
  readonly user?: string;
  readonly path?: '/rest/v1beta1' | '/assistant/v1' | '/rest/v1';
}
