import { describe, expect, it } from 'vitest';
import { createCozeAdapter } from '../src/adapters/coze/index.ts';
import { createDifyAdapter } from '../src/adapters/dify/index.ts';
import { createMoveworksAdapter } from '../src/adapters/moveworks/index.ts';
import { describeAdapter } from '../src/testing/index.ts';

const SECRET = 'a-secret-that-goes-into-headers';
const COZE_MESSAGE = { messageId: '7521737293021234567', conversationId: '7515364893129876543' };
const COZE_SUCCESS = { status: 200, body: '{"code":0,"msg":""}' };

describeAdapter(
  'createDifyAdapter',
  {
    adapter: createDifyAdapter({ apiKey: SECRET, baseUrl: 'https://dify.example.com/v1' }),
    message: { messageId: '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11' },
    success: { status: 200, body: '{"result":"success"}' },
    secret: SECRET,
  },
  { describe, expect, it },
);

describeAdapter(
  'createCozeAdapter with one token',
  {
    adapter: createCozeAdapter({ baseUrl: 'https://api.coze.cn', token: SECRET }),
    message: COZE_MESSAGE,
    success: COZE_SUCCESS,
    secret: SECRET,
  },
  { describe, expect, it },
);

describeAdapter(
  'createCozeAdapter with a token for each user',
  {
    adapter: createCozeAdapter({ baseUrl: 'https://api.coze.com', getToken: () => SECRET }),
    message: COZE_MESSAGE,
    success: COZE_SUCCESS,
    secret: SECRET,
  },
  { describe, expect, it },
);

describeAdapter(
  'createMoveworksAdapter',
  {
    adapter: createMoveworksAdapter({
      ...{ baseUrl: 'https://api.moveworks.ai/rest/v1', assistantName: 'acme', getToken: () => SECRET },
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
  { describe, expect, it },
);
