import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createCozeAdapter, createCozeTokens } from '../../src/adapters/coze/index.ts';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { createMoveworksAdapter, createMoveworksTokens } from '../../src/adapters/moveworks/index.ts';
import type { FeedbackAdapter, FeedbackProxyOptions } from '../../src/index.ts';

/** When the clock of a run starts. Almost all stamps are in the second before. */
export const START = 1_800_000_000_000;

/** Each way to set a proxy up. Together they use every adapter, token source and proof of permission. */
export const SETUPS: readonly Setup[] = [
  {
    vendor: 'dify',
    sealing: true,
    createAdapter: () => createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example/v1' }),
    options: {},
  },
  {
    vendor: 'coze',
    sealing: true,
    createAdapter: ({ fetch, now }) =>
      createCozeAdapter({
        baseUrl: 'https://coze.example',
        getToken: createCozeTokens({
          ...{ baseUrl: 'https://coze.example', clientId: 'app', keyId: 'key', fetch, now },
          privateKey: cozeKey(),
        }),
      }),
    options: {},
  },
  {
    vendor: 'coze',
    sealing: false,
    createAdapter: () => createCozeAdapter({ baseUrl: 'https://coze.example', token: 'pat_key' }),
    options: { authorize: () => true },
  },
  {
    vendor: 'moveworks',
    sealing: true,
    createAdapter: ({ fetch, now }) =>
      createMoveworksAdapter({
        ...{ baseUrl: 'https://moveworks.example/rest/v1', assistantName: 'acme', holdMs: 0 },
        getToken: createMoveworksTokens({
          ...{ tokenUrl: 'https://moveworks.example/oauth/v1/token', clientId: 'id', clientSecret: 'key' },
          ...{ fetch, now, fields: ({ userId }) => ({ user_id: userId }) },
        }),
      }),
    options: {},
  },
  {
    vendor: 'moveworks',
    sealing: false,
    createAdapter: () =>
      createMoveworksAdapter({
        ...{ baseUrl: 'https://moveworks.example/rest/v1', assistantName: 'acme', holdMs: 0 },
        getToken: () => 'mwt_key',
        resolveMessage: () => CALLBACK_IDS,
      }),
    options: { authorize: () => true },
  },
];

export interface Setup {
  readonly vendor: keyof typeof VENDORS;
  /** Whether the proxy opens sealed references. */
  readonly sealing: boolean;
  createAdapter(context: { readonly fetch: typeof fetch; readonly now: () => number }): FeedbackAdapter;
  readonly options: Partial<FeedbackProxyOptions>;
}

export const CALLBACK_IDS = { helpful: 'eyJhY3Rpb24iOiJoZWxwZnVs', unhelpful: 'eyJhY3Rpb24iOiJ1bmhlbHBmdWw' };

/**
 * What is public about each upstream: its ids, its endpoints and its success. Written down again here, so
 * that the adapters are not checked against themselves.
 */
export const VENDORS = {
  dify: {
    ids: { messageId: fc.uuid() },
    forms: { messageId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
    endpoints: ['POST https://dify.example/v1/messages/{messageId}/feedbacks'],
    fields: ['rating', 'user', 'content'],
    success: { result: 'success' },
  },
  coze: {
    ids: { messageId: digits(), conversationId: digits() },
    forms: { messageId: /^[0-9]{1,32}$/, conversationId: /^[0-9]{1,32}$/ },
    endpoints: [
      'POST https://coze.example/v1/conversations/{conversationId}/messages/{messageId}/feedback',
      'DELETE https://coze.example/v1/conversations/{conversationId}/messages/{messageId}/feedback',
    ],
    fields: ['feedback_type', 'reason_types', 'comment'],
    success: { code: 0, msg: '' },
  },
  moveworks: {
    ids: { messageId: base62('msg'), conversationId: base62('conv'), responseId: base62('resp') },
    forms: {
      messageId: /^msg_[0-9A-Za-z]{1,64}$/,
      conversationId: /^conv_[0-9A-Za-z]{1,64}$/,
      responseId: /^resp_[0-9A-Za-z]{1,64}$/,
    },
    endpoints: [
      'POST https://moveworks.example/rest/v1/conversations/{conversationId}/responses/{responseId}/messages/{messageId}/feedback',
    ],
    fields: ['callback_id', 'additional_feedback'],
    success: { status: 'SUBMITTED' },
  },
} as const satisfies Record<string, Vendor>;

export interface Vendor {
  readonly ids: Ids<fc.Arbitrary<string>>;
  readonly forms: Ids<RegExp>;
  readonly endpoints: readonly string[];
  /** The fields of a request's body. */
  readonly fields: readonly string[];
  readonly success: object;
}

export type IdField = 'messageId' | 'conversationId' | 'responseId';

export interface Ids<Value> {
  readonly messageId: Value;
  readonly conversationId?: Value;
  readonly responseId?: Value;
}

/** The endpoints that give out tokens, and their responses. */
export const TOKEN_ENDPOINTS: Readonly<Record<string, () => object>> = {
  'POST https://coze.example/api/permission/oauth2/token': () => ({
    access_token: 'coze_key',
    expires_in: 4_000_000_000,
  }),
  'POST https://moveworks.example/oauth/v1/token': () => ({ access_token: 'mwt_key', expires_in: 3_600 }),
};

function digits(): fc.Arbitrary<string> {
  return fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n }).map(String);
}

function base62(prefix: string): fc.Arbitrary<string> {
  return fc.bigInt({ min: 1n, max: 9_999_999_999_999_999_999n }).map((id) => `${prefix}_${id.toString(36)}`);
}

let key: string | undefined;

function cozeKey(): string {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return key;
}
