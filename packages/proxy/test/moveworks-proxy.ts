import type { MessageRef } from '@message-feedback/core';
import { createMoveworksAdapter, type MoveworksAdapterOptions } from '../src/adapters/moveworks/index.ts';
import type { CallbackIds, FeedbackProxyOptions, SealMessageRefOptions } from '../src/index.ts';
import { sealMessageRef } from '../src/index.ts';
import { createTestProxy, type TestSubmission } from './test-proxy.ts';

/** A proxy for a scripted Moveworks and references with callback ids. */
export function createMoveworksProxy(
  adapterOptions: Partial<MoveworksAdapterOptions> = {},
  options: Partial<FeedbackProxyOptions> = {},
) {
  const adapter = createMoveworksAdapter({
    baseUrl: 'https://moveworks.example.com/rest/v1beta1',
    assistantName: 'acme',
    getToken: () => 'mwt_secret',
    ...adapterOptions,
  });
  const test = createTestProxy({ adapter, sealingKeys: SEALING_KEYS, ...options }, submitted);

  return {
    ...test,
    async submit({ message = MESSAGE, ...submission }: TestSubmission = {}) {
      const token = message.token ?? (await sealed());
      return test.submit({ ...submission, message: { ...message, token } });
    },
    /** The feedback that a reload would return. */
    async loaded() {
      const { items } = (await (await test.load(MESSAGE.messageId)).json()) as { items: unknown[] };
      return items[0] as Record<string, unknown> | undefined;
    },
  };
}

export const SEALING_KEYS = [{ id: 'k1', key: 'A'.repeat(43) }];
export const CALLBACK_IDS: CallbackIds = { helpful: 'helpful-id', unhelpful: 'unhelpful-id' };
export const MESSAGE = {
  messageId: 'msg_32bt8vagXAoRwRLIdI2Oj',
  conversationId: 'conv_32bt7BMLhLyVzTUjfi35N',
  responseId: 'resp_32bt7rXXugeJjvE3pQzOk',
};

export const SEAL_OPTIONS: SealMessageRefOptions = {
  sealingKeys: SEALING_KEYS,
  userId: 'user-1',
  adapter: 'moveworks',
  message: MESSAGE,
  callbackIds: CALLBACK_IDS,
  expiresAt: 4_000_000_000_000,
};

export function sealed(
  callbackIds: CallbackIds | null = CALLBACK_IDS,
  message: MessageRef = MESSAGE,
): Promise<string> {
  const { callbackIds: _, ...withoutIds } = SEAL_OPTIONS;
  return sealMessageRef({ ...withoutIds, message, ...(callbackIds && { callbackIds }) });
}

/** Moveworks' responses, as far as the tests need them. */
export function submitted(): Response {
  return Response.json({ status: 'SUBMITTED' });
}

export function staleCallbackId(): Response {
  return Response.json({ error: { code: 'INVALID_REQUEST', message: 'callback_id' } }, { status: 400 });
}
