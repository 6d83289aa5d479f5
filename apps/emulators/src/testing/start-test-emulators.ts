import { type RunningEmulators, type StartEmulatorsOptions, startEmulators } from '../emulators.ts';

/** Emulators on a free port, without a pace, and short ways to talk to them. */
export async function startTestEmulators(options: StartEmulatorsOptions = {}): Promise<TestEmulators> {
  const emulators = await startEmulators({ pace: 0, ...options });
  const json = { 'Content-Type': 'application/json' };

  const dify: TestEmulators['dify'] = (path, { key = CHAT_KEY, method, body, headers = {} } = {}) =>
    fetch(`${emulators.difyBaseUrl}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { Authorization: `Bearer ${key}`, ...(body === undefined ? {} : json), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });

  const control: TestEmulators['control'] = async (path, body, method) => {
    const sent = body !== undefined;
    const response = await fetch(`${emulators.url}/__emulator${path}`, {
      method: method ?? (sent ? 'POST' : 'GET'),
      ...(sent ? { headers: json, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };

  return {
    ...emulators,
    dify,
    control,
    rate: (messageId, body) => dify(`/messages/${messageId}/feedbacks`, { body }),
    set: async (change) => void (await control('/settings', change, 'PATCH')),
    setGeneration: async (generation) => void (await control('/settings', { dify: { generation } }, 'PATCH')),
    addFault: async (rule) => void (await control('/faults', rule)),
    feedbacks: async () => (await control('/state')).body.dify.feedbacks,
    async createMessage(user = 'alice') {
      const response = await dify('/chat-messages', { body: { inputs: {}, query: 'hi', user } });
      const { message_id: messageId } = await response.json();
      return messageId;
    },
  };
}

export const CHAT_KEY = 'app-emulated-chat';
export const COMPLETION_KEY = 'app-emulated-completion';

/** What JSON over HTTP is until a test has compared it. */
// biome-ignore lint/suspicious/noExplicitAny: a test compares every field it reads.
export type Json = any;

export interface TestEmulators extends RunningEmulators {
  dify(path: string, request?: DifyRequest): Promise<Response>;
  control(path: string, body?: object, method?: string): Promise<{ status: number; body: Json }>;
  rate(messageId: string, body: object): Promise<Response>;
  /** Changes settings. */
  set(change: object): Promise<void>;
  setGeneration(generation: string): Promise<void>;
  addFault(rule: object): Promise<void>;
  feedbacks(): Promise<Json[]>;
  /** Asks the chat something. @returns the id of the answer. */
  createMessage(user?: string): Promise<string>;
}

interface DifyRequest {
  readonly key?: string;
  readonly method?: string;
  /** An object is sent as JSON, text as it is. */
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}
