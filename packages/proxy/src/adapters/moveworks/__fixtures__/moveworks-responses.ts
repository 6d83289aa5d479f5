import type { DeliveryOutcome } from '../../feedback-adapter.ts';

/**
 * A response of Moveworks, with its meaning. The bodies have the vendor's form and our own texts.
 */
export interface RecordedMoveworksResponse {
  readonly name: string;
  readonly status: number;
  readonly body: string;
  readonly meaning: DeliveryOutcome;
}

const HELD: DeliveryOutcome = { type: 'held' };
const NOT_ITS_OWN: DeliveryOutcome = { type: 'held', misconfigured: true };
const UNCERTAIN: DeliveryOutcome = { type: 'uncertain' };
const STRANGE_SUCCESS: DeliveryOutcome = { type: 'uncertain', misconfigured: true };
const MISCONFIGURED: DeliveryOutcome = { type: 'retry', misconfigured: true };
const REFUSED: DeliveryOutcome = { type: 'refused', code: 'upstream_refused' };
const STALE: DeliveryOutcome = { type: 'refused', code: 'not_ratable', stale: true };

function error(code: unknown): string {
  return JSON.stringify({ error: { code, message: 'text of the vendor' } });
}

export const RESPONSES: readonly RecordedMoveworksResponse[] = [
  { name: 'success', status: 200, body: '{"status":"SUBMITTED"}', meaning: { type: 'delivered' } },
  {
    name: 'success with more fields',
    status: 201,
    body: '{"status":"SUBMITTED","x":1}',
    meaning: { type: 'delivered' },
  },
  { name: 'another status', status: 200, body: '{"status":"QUEUED"}', meaning: STRANGE_SUCCESS },
  { name: 'a status in lower case', status: 200, body: '{"status":"submitted"}', meaning: STRANGE_SUCCESS },
  { name: 'a status in a list', status: 200, body: '{"status":["SUBMITTED"]}', meaning: STRANGE_SUCCESS },
  { name: 'a web page', status: 200, body: '<!doctype html><h1>Log in</h1>', meaning: STRANGE_SUCCESS },
  { name: 'half of the JSON', status: 200, body: '{"status":"SUBMI', meaning: STRANGE_SUCCESS },
  { name: 'nothing', status: 204, body: '', meaning: STRANGE_SUCCESS },
  { name: 'a redirect', status: 302, body: '', meaning: MISCONFIGURED },
  { name: 'a callback id that will not do', status: 400, body: error('INVALID_REQUEST'), meaning: STALE },
  { name: 'another 400', status: 400, body: error('INVALID_CURSOR'), meaning: MISCONFIGURED },
  { name: 'an HTML page from a gateway', status: 400, body: '<h1>400</h1>', meaning: MISCONFIGURED },
  { name: 'no valid bearer', status: 401, body: error('UNAUTHORIZED'), meaning: HELD },
  { name: 'a wrong assistant', status: 403, body: error('FORBIDDEN'), meaning: HELD },
  { name: 'an HTML page from a firewall', status: 403, body: '<h1>403</h1>', meaning: NOT_ITS_OWN },
  { name: 'a firewall with JSON', status: 403, body: '{"message":"Forbidden"}', meaning: NOT_ITS_OWN },
  {
    name: 'no such message',
    status: 404,
    body: error('NOT_FOUND'),
    meaning: { type: 'refused', code: 'message_not_found' },
  },
  { name: 'an HTML page from a gateway', status: 404, body: '<h1>404</h1>', meaning: MISCONFIGURED },
  { name: 'a code that is not text', status: 404, body: error(['NOT_FOUND']), meaning: MISCONFIGURED },
  { name: 'an error that is null', status: 404, body: '{"error":null}', meaning: MISCONFIGURED },
  { name: 'another method', status: 405, body: error('METHOD_NOT_ALLOWED'), meaning: MISCONFIGURED },
  { name: 'too long', status: 413, body: error('TOO_LARGE'), meaning: REFUSED },
  { name: 'an HTML page from a gateway', status: 413, body: '<h1>413</h1>', meaning: MISCONFIGURED },
  {
    name: 'too often',
    status: 429,
    body: error('RATE_LIMIT_EXCEEDED'),
    meaning: { type: 'retry', afterMs: 60_000, accountWide: true },
  },
  { name: 'a fault of Moveworks', status: 500, body: error('INTERNAL_ERROR'), meaning: UNCERTAIN },
  { name: 'an HTML page from a gateway', status: 502, body: '<h1>502</h1>', meaning: UNCERTAIN },
  { name: 'an HTML page from a gateway', status: 503, body: '<h1>503</h1>', meaning: UNCERTAIN },
];
