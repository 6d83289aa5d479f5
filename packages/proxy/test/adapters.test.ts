import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCozeAdapter } from '../src/adapters/coze/index.ts';
import { createDifyAdapter } from '../src/adapters/dify/index.ts';
import { createMoveworksAdapter } from '../src/adapters/moveworks/index.ts';
import { type AdapterSpecimen, describeAdapter } from '../src/testing/index.ts';
import { LIKE } from './test-proxy.ts';

const SECRET = 'a-secret-that-goes-into-headers';
const COZE_MESSAGE = { messageId: '7521737293021234567', conversationId: '7515364893129876543' };
const COZE_SUCCESS = { status: 200, body: '{"code":0,"msg":""}' };

/** By the adapter's folder: each way to create it. */
const SUITES: Record<string, Record<string, AdapterSpecimen>> = {
  dify: {
    createDifyAdapter: {
      adapter: createDifyAdapter({ apiKey: SECRET, baseUrl: 'https://dify.example.com/v1' }),
      message: { messageId: '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11' },
      success: { status: 200, body: '{"result":"success"}' },
      secret: SECRET,
    },
  },
  coze: {
    'createCozeAdapter with one token': {
      adapter: createCozeAdapter({ baseUrl: 'https://api.coze.cn', token: SECRET }),
      message: COZE_MESSAGE,
      success: COZE_SUCCESS,
      secret: SECRET,
    },
    'createCozeAdapter with a token for each user': {
      adapter: createCozeAdapter({ baseUrl: 'https://api.coze.com', getToken: () => SECRET }),
      message: COZE_MESSAGE,
      success: COZE_SUCCESS,
      secret: SECRET,
    },
  },
  moveworks: {
    createMoveworksAdapter: {
      adapter: createMoveworksAdapter({
        baseUrl: 'https://api.moveworks.ai/rest/v1',
        assistantName: 'acme',
        getToken: () => SECRET,
      }),
      message: {
        messageId: 'msg_32bt8vagXAoRwRLIdI2Oj',
        conversationId: 'conv_32bt7BMLhLyVzTUjfi35N',
        responseId: 'resp_32bt7rXXugeJjvE3pQzOk',
        callbackIds: { helpful: 'eyJhY3Rpb24iOiJoZWxwZnVs', unhelpful: 'eyJhY3Rpb24iOiJ1bmhlbHBmdWw' },
      },
      success: { status: 200, body: '{"status":"SUBMITTED"}' },
      secret: SECRET,
    },
  },
};

it('every adapter folder runs the adapter suite', () => {
  const folders = readdirSync(new URL('../src/adapters', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(Object.keys(SUITES).sort()).toEqual(folders.sort());
});

for (const [name, options] of Object.values(SUITES).flatMap(Object.entries<AdapterSpecimen>)) {
  describeAdapter(name, options, { describe, expect, it });
}

it('no built-in adapter sends metadata, for which its upstream has no field', () => {
  const feedback = { ...LIKE, metadata: { canary: 'canary' } };
  for (const { adapter, message } of Object.values(SUITES).flatMap((suite) => Object.values(suite))) {
    const request = adapter.toRequest({ message, feedback }, { userId: 'ada', token: SECRET });
    expect(request).toHaveProperty('url');
    expect(JSON.stringify(request)).not.toContain('canary');
  }
});
