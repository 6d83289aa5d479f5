import type { DeliveryOutcome } from '../../feedback-adapter.ts';

/** A response of Coze, with its meaning. The bodies have the vendor's form and our own texts. */
export interface RecordedCozeResponse {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly meaning: DeliveryOutcome;
}

const HELD: DeliveryOutcome = { type: 'held' };
const ALL_HELD: DeliveryOutcome = { type: 'held', accountWide: true };
const RETRY: DeliveryOutcome = { type: 'retry' };
const LIMITED: DeliveryOutcome = { type: 'retry', accountWide: true };
const UNCERTAIN: DeliveryOutcome = { type: 'uncertain' };
const REFUSED: DeliveryOutcome = { type: 'refused', code: 'upstream_refused' };
const NOT_FOUND: DeliveryOutcome = { type: 'refused', code: 'message_not_found' };
const MISCONFIGURED: DeliveryOutcome = { type: 'retry', misconfigured: true };
const NO_ENDPOINT: DeliveryOutcome = {
  ...{ type: 'retry', misconfigured: true, accountWide: true },
  hint: 'Coze has no such endpoint. Set baseUrl to https://api.coze.cn or https://api.coze.com, without a version.',
};
const NO_FEEDBACK_API: DeliveryOutcome = {
  ...{ type: 'retry', misconfigured: true, accountWide: true },
  hint: 'This is Coze Studio, the open-source edition. It has no feedback API, so use coze.cn, coze.com or an adapter of your own.',
};

function body(code: unknown, msg = 'text of the vendor'): string {
  return JSON.stringify({ code, msg, detail: { logid: '20241210152726467C48D89D6DB2A1B2' } });
}

/** The published codes. Coze sends each with 200 or with another status. */
export const CODES: readonly (readonly [code: number, name: string, meaning: DeliveryOutcome])[] = [
  [0, 'success', { type: 'delivered' }],
  [4000, 'wrong parameters', REFUSED],
  [4002, 'no such conversation, or no permission', NOT_FOUND],
  [4005, 'no such message', NOT_FOUND],
  [4006, 'no such bot', REFUSED],
  [4009, 'the limit of the system', LIMITED],
  [4011, 'no money left', ALL_HELD],
  [4013, 'a fault of the model', RETRY],
  [4019, 'no money left', ALL_HELD],
  [4020, 'the limit per minute', LIMITED],
  [4022, 'no money left', ALL_HELD],
  [4100, 'no valid token', HELD],
  [4101, 'no permission, or a token of the other site', HELD],
  [4102, 'risk control, which says "try again later"', RETRY],
  [4105, 'sensitive text', REFUSED],
  [4200, 'no such resource', NOT_FOUND],
  [4999, 'an unknown code from 4000 to 4999', REFUSED],
  [5000, 'a fault of Coze', UNCERTAIN],
  [700012006, 'an invalid access token', HELD],
  [700012054, 'no permission', HELD],
  [712345, 'an unknown code', RETRY],
];

export const RESPONSES: readonly RecordedCozeResponse[] = [
  ...CODES.map(([code, name, meaning]) => ({
    name: `${code}: ${name}`,
    status: 200,
    body: body(code),
    meaning,
  })),
  ...CODES.filter(([code]) => code !== 712345).map(([code, name, meaning]) => ({
    ...{ name: `${code}: ${name}`, status: 400, body: body(code), meaning },
  })),
  {
    name: 'success without detail',
    status: 200,
    body: '{"code":0,"msg":""}',
    meaning: { type: 'delivered' },
  },
  { name: 'an unknown code', status: 502, body: body(712345), meaning: UNCERTAIN },
  { name: 'an unknown code', status: 401, body: body(712345), meaning: HELD },
  { name: 'an unknown code', status: 403, body: body(712345), meaning: HELD },
  { name: 'an unknown code from 4000 to 4999', status: 401, body: body(4999), meaning: HELD },
  { name: 'an unknown code from 4000 to 4999', status: 403, body: body(4999), meaning: HELD },
  { name: 'the status as the code', status: 401, body: body(401), meaning: HELD },
  { name: 'the status as the code', status: 403, body: body(403), meaning: HELD },
  { name: 'an unknown path', status: 404, body: body(4000), meaning: NO_ENDPOINT },
  {
    name: 'Coze Studio, for an unknown path',
    status: 404,
    body: '{"code":404,"msg":"not found"}',
    meaning: NO_FEEDBACK_API,
  },
  {
    name: 'Coze Studio, for the feedback path',
    status: 401,
    body: '{"code":401,"msg":"missing session_key in cookie"}',
    meaning: NO_FEEDBACK_API,
  },
  {
    name: 'an older Coze Studio, for the feedback path',
    status: 200,
    body: '{"code":700012006,"msg":"authentication failed: missing session_key in cookie"}',
    meaning: NO_FEEDBACK_API,
  },
  { name: 'a response without a code', status: 200, body: '{"msg":""}', meaning: MISCONFIGURED },
  { name: 'a code that is a text', status: 200, body: body('0'), meaning: MISCONFIGURED },
  { name: 'a code that is null', status: 200, body: body(null), meaning: MISCONFIGURED },
  { name: 'a code that is false', status: 200, body: body(false), meaning: MISCONFIGURED },
  { name: 'a list', status: 200, body: '[{"code":0}]', meaning: MISCONFIGURED },
  { name: 'a web page', status: 200, body: '<!doctype html><h1>Log in</h1>', meaning: MISCONFIGURED },
  { name: 'nothing', status: 204, body: '', meaning: MISCONFIGURED },
  { name: 'a redirect', status: 302, body: '', meaning: MISCONFIGURED },
  { name: 'an HTML page from a gateway', status: 404, body: '<h1>404</h1>', meaning: MISCONFIGURED },
  { name: 'an HTML page from a gateway', status: 401, body: '<h1>401</h1>', meaning: HELD },
  { name: 'an HTML page from a gateway', status: 403, body: '<h1>403</h1>', meaning: HELD },
  { name: 'an HTML page from a gateway', status: 429, body: '<h1>429</h1>', meaning: LIMITED },
  { name: 'an HTML page from a gateway', status: 502, body: '<h1>502</h1>', meaning: UNCERTAIN },
  { name: 'an HTML page from a gateway', status: 503, body: '<h1>503</h1>', meaning: RETRY },
];
