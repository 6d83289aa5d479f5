import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningEmulators, type StartEmulatorsOptions, startEmulators } from '../emulators.ts';

/** Emulators for all tests of a file, without a pace. */
export function sharedEmulators(options: StartEmulatorsOptions = {}): TestEmulators {
  const emulators = {} as TestEmulators;
  beforeAll(async () => void Object.assign(emulators, await startTestEmulators(options)));
  afterAll(() => emulators.close());
  return emulators;
}

/** The same, reset before each test. */
export function freshEmulators(options: StartEmulatorsOptions = {}): TestEmulators {
  const emulators = sharedEmulators(options);
  beforeEach(async () => void (await emulators.control('/reset', {})));
  return emulators;
}

/** An upstream, with the user Alice and an answer to her, reset before each test. */
export function freshUpstream<Answer, Caller extends { createAnswer(): Promise<Answer> }>(
  name: 'coze' | 'moveworks',
  callerOf: (emulators: TestEmulators) => Promise<Caller>,
  options: StartEmulatorsOptions = {},
) {
  const emulators = freshEmulators(options);
  const fresh = {} as { alice: Caller; answer: Answer };
  beforeEach(async () => {
    fresh.alice = await callerOf(emulators);
    fresh.answer = await fresh.alice.createAnswer();
  });
  return Object.assign(fresh, {
    emulators,
    set: (settings: object) => emulators.set({ [name]: settings }),
    stored: async (): Promise<Json[]> => (await emulators.state())[name].feedbacks,
  });
}

export type TestEmulators = Awaited<ReturnType<typeof startTestEmulators>>;

/** Emulators on a free port, without a pace, with helpers for calls. */
export async function startTestEmulators(options: StartEmulatorsOptions = {}) {
  const emulators = await startEmulators({ pace: 0, ...options });
  const dify = createCall(emulators.difyBaseUrl);
  const callDify = (
    path: string,
    { key = CHAT_KEY, headers, ...request }: CallRequest & { key?: string } = {},
  ) => dify(path, { ...request, headers: { Authorization: `Bearer ${key}`, ...headers } });
  const callControl = createCall(`${emulators.url}/__emulator`);
  /** Sends a command; without a body, a GET. */
  async function control(
    path: string,
    body?: object,
    method?: string,
  ): Promise<{ status: number; body: Json }> {
    const response = await callControl(path, { ...(body && { body }), ...(method && { method }) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }
  const set = async (change: object) => void (await control('/settings', change, 'PATCH'));
  const state = async (): Promise<Json> => (await control('/state')).body;
  return {
    ...(emulators satisfies RunningEmulators),
    dify: callDify,
    /** The same call, with its response parsed. */
    difyAnswer: (path: string, request?: Parameters<typeof callDify>[1]) => answered(callDify(path, request)),
    control,
    rate: (messageId: string, body: object) => callDify(`/messages/${messageId}/feedbacks`, { body }),
    /** Changes settings. */
    set,
    setGeneration: (generation: string) => set({ dify: { generation } }),
    addFault: async (fault: object, rule: object = {}) => void (await control('/faults', { fault, ...rule })),
    state,
    feedbacks: async (): Promise<Json[]> => (await state()).dify.feedbacks,
    /** Asks a question. @returns the id of the answer. */
    createMessage: async (user = 'alice'): Promise<string> =>
      (await answered(callDify('/chat-messages', { body: { inputs: {}, query: 'hi', user } }))).message_id,
  };
}

export const CHAT_KEY = 'app-emulated-chat';
export const COMPLETION_KEY = 'app-emulated-completion';

/** Calls paths under a base URL: a POST if there is a body; objects are sent as JSON. */
export const createCall =
  (baseUrl: string, common: Record<string, string> = {}) =>
  (path: string, { method, body, headers = {}, signal }: CallRequest = {}): Promise<Response> =>
    fetch(baseUrl + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...common, ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
      ...(signal && { signal }),
    });

export interface CallRequest {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** The JSON of a response, with its HTTP status. */
export async function answered(answer: Promise<Response> | Response): Promise<Json> {
  const response = await answer;
  return { httpStatus: response.status, ...(await response.json()) };
}

/** JSON from HTTP, before a test has compared it. */
// biome-ignore lint/suspicious/noExplicitAny: a test compares every field it reads.
export type Json = any;
