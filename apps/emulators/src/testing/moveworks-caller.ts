import type { Json, TestEmulators } from './start-test-emulators.ts';

/** Calls the emulated Moveworks for one person, with an API key of theirs. */
export async function moveworksCaller(
  emulators: TestEmulators,
  { user = 'alice', path: basePath = '/rest/v1beta1' }: MoveworksCallerOptions = {},
): Promise<MoveworksCaller> {
  const { key } = (await emulators.control('/moveworks/api-keys', { user })).body;
  const call: MoveworksCaller['call'] = (path, { method, body, headers = {} } = {}) =>
    fetch(`${emulators.moveworksBaseUrl}${basePath}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${key}`,
        'Assistant-Name': emulators.access.moveworks.assistantName,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const read: MoveworksCaller['read'] = async (path, request) => {
    const response = await call(path, request);
    return { status: response.status, ...(await response.json()) };
  };
  const answerIn: MoveworksCaller['answerIn'] = async (conversationId, question = 'hi') => {
    const path = `/conversations/${conversationId}/responses`;
    const { response_id: responseId } = await read(path, { body: { input: { text: question } } });
    const { outputs } = await read(`${path}/${responseId}`);
    const { message } = outputs.find(({ type }: { type: string }) => type === 'MESSAGE');
    return { conversationId, responseId, messageId: message.message_id, feedback: message.feedback };
  };
  return {
    call,
    read,
    answerIn,
    async createAnswer(question) {
      const { conversation_id: conversationId } = await read('/conversations', { body: {} });
      return answerIn(conversationId, question);
    },
    rate: (place, body, headers = {}) => call(feedbackPath(place), { body, headers }),
  };
}

export const feedbackPath = ({ conversationId, responseId, messageId }: MessagePlace) =>
  `/conversations/${conversationId}/responses/${responseId}/messages/${messageId}/feedback`;

export interface MoveworksCaller {
  call(path: string, request?: MoveworksRequest): Promise<Response>;
  /** The JSON of the answer, and its status. */
  read(path: string, request?: MoveworksRequest): Promise<Json>;
  /** Asks in a new conversation. */
  createAnswer(question?: string): Promise<MoveworksAnswer>;
  answerIn(conversationId: string, question?: string): Promise<MoveworksAnswer>;
  rate(place: MessagePlace, body: object | string, headers?: Record<string, string>): Promise<Response>;
}

export interface MoveworksAnswer extends MessagePlace {
  readonly feedback: Json;
}

interface MessagePlace {
  readonly conversationId: string;
  readonly responseId: string;
  readonly messageId: string;
}

interface MoveworksCallerOptions {
  readonly user?: string;
  readonly path?: '/rest/v1beta1' | '/assistant/v1' | '/rest/v1';
}

interface MoveworksRequest {
  readonly method?: string;
  /** An object is sent as JSON, text as it is. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}
