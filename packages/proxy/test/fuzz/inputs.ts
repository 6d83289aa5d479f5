import fc from 'fast-check';
import { bodiesFor } from './bodies.ts';
import type { Reference } from './references.ts';
import { CANARY, idLike, text } from './values.ts';
import { type Setup, VENDORS } from './vendors.ts';

/** One request, as a client writes it, and what the proxy's dependencies do meanwhile. */
export interface FuzzInput {
  /** Which of the setups gets it. */
  readonly setup: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: readonly Header[];
  /** The bytes as Latin-1, so that a failure is readable. */
  readonly body: string;
  readonly sending: Sending;
  readonly upstream: FuzzedReply;
  readonly storeFails: boolean;
}

export type Header = readonly [name: string, value: string];

/** How the body arrives: in one piece, in several, with an error in the middle, or never to its end. */
export type Sending = 'whole' | 'pieces' | 'broken' | 'stalled';

/** What the upstream responds: success, silence, a lost connection, or this. */
export type FuzzedReply =
  | 'success'
  | 'silence'
  | 'lost'
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

export const PATH = '/api/message-feedback';
export const USER = 'ada';
export const TRUSTED_ORIGIN = 'https://chat.example';

export function inputsFor(setups: readonly Setup[], references: readonly (readonly Reference[])[]) {
  return fc.oneof(
    ...setups.map((setup, index) => inputsOf(setup, references[index] ?? []).map(withSetup(index))),
  );
}

function withSetup(setup: number) {
  return (input: Omit<FuzzInput, 'setup'>): FuzzInput => ({ setup, ...input });
}

function inputsOf(setup: Setup, references: readonly Reference[]): fc.Arbitrary<Omit<FuzzInput, 'setup'>> {
  return fc.record({
    method: weighted([40, fc.constantFrom('POST')], [5, fc.constant('GET')], [2, methods]),
    target: targetsFor(setup),
    headers: headers,
    body: bodiesFor(setup.vendor, references),
    sending: weighted<Sending>(
      [190, fc.constant('whole')],
      [8, fc.constant('pieces')],
      [1, fc.constant('broken')],
      [1, fc.constant('stalled')],
    ),
    upstream: weighted<FuzzedReply>([50, fc.constant('success')], [8, replies], [1, fc.constant('lost')]),
    storeFails: weighted([50, fc.constant(false)], [1, fc.constant(true)]),
  });
}

function weighted<Value>(...choices: (readonly [number, fc.Arbitrary<Value>])[]): fc.Arbitrary<Value> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

const methods = fc.constantFrom(
  ...[
    'OPTIONS',
    'OPTIONS',
    'OPTIONS',
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'get',
    'post',
    'QUERY',
    'PROPFIND',
    'M-SEARCH',
  ],
);

/** Paths, and queries with ids of every kind. */
function targetsFor({ vendor }: Setup): fc.Arbitrary<string> {
  const { messageId } = VENDORS[vendor].ids;
  const ids = weighted<string>([3, messageId], [2, idLike(messageId)]);
  const encoded = ids.map((id) => new URLSearchParams({ messageId: id }).toString());
  const raw = text.map((value) => `messageId=${value.replaceAll(/[^!-~]/g, '%')}`);
  const many = fc.constantFrom(100, 101).map((count) => 'messageId=1&'.repeat(count));
  const parts = weighted<string>(
    [6, encoded],
    [2, raw],
    [1, many],
    [1, fc.constantFrom('', '&&', '%', 'messageId', 'messageId=', `token=${CANARY}`, `${CANARY}=1`)],
  );
  const queries = fc
    .array(parts, { maxLength: 3 })
    .map((all) => (all.length === 0 ? '' : `?${all.join('&')}`));
  const paths = weighted<string>(
    [8, fc.constant(PATH)],
    [1, fc.constantFrom('/', '//evil.example/', `${PATH}/../..`, `${PATH}/%2e%2e/${CANARY}`, '/%00', '/%ff')],
  );
  return fc.tuple(paths, queries).map(([path, query]) => path + query);
}

const BASE: readonly Header[] = [
  ['content-type', 'application/json'],
  ['sec-fetch-site', 'same-origin'],
  ['cookie', `session=${USER}`],
  ['x-forwarded-for', '192.0.2.1'],
];

/** Values that a header can hold: Latin-1 without control characters. */
const values = text.map((value) => value.replaceAll(/[^\x20-\x7e\xa1-\xff]/g, '').trim());

const NAMES = [
  ...['content-type', 'content-encoding', 'sec-fetch-site', 'origin', 'cookie', 'x-forwarded-for', 'accept'],
  ...['authorization', 'traceparent', 'tracestate', 'baggage', 'x-user', 'x-http-method-override', 'range'],
  ...['access-control-request-method', 'access-control-request-headers', 'x-request-id', 'forwarded', 'te'],
  ...['if-none-match', 'accept-language', 'x-forwarded-host', `x-${CANARY}`, '__proto__', 'constructor'],
];

const MEANT = fc.constantFrom<Header[]>(
  ...([
    ['content-type', 'text/plain'],
    ['content-type', 'application/json; charset=utf-16'],
    ['content-type', 'application/json, text/plain'],
    ['content-encoding', 'gzip'],
    ['content-encoding', 'identity'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'none'],
    ['origin', 'null'],
    ['origin', 'https://evil.example'],
    ['origin', TRUSTED_ORIGIN],
    ['cookie', ''],
    ['cookie', 'session=ben'],
    ['x-forwarded-for', '1.2.3.4, 2001:db8::1, [::1]:80, unknown'],
    ['access-control-request-method', 'POST'],
  ] as const),
);

/** What a browser sends before a request of another origin. The proxy repeats the names of the headers. */
const preflights = values.map((names): readonly Header[] => [
  ...BASE,
  ['origin', TRUSTED_ORIGIN],
  ['access-control-request-method', 'POST'],
  ['access-control-request-headers', names],
]);

const headers = weighted<readonly Header[]>(
  [1, preflights],
  [5, fc.constant(BASE)],
  [1, fc.nat({ max: BASE.length - 1 }).map((without) => BASE.filter((_, index) => index !== without))],
  [2, fc.array(MEANT, { minLength: 1, maxLength: 2 }).map(replaced)],
  [1, fc.array(fc.tuple(fc.constantFrom(...NAMES), values), { minLength: 1, maxLength: 3 }).map(replaced)],
  [
    1,
    fc.array(fc.tuple(fc.constantFrom(...NAMES), values), { maxLength: 3 }).map((more) => [...BASE, ...more]),
  ],
);

function replaced(changes: readonly Header[]): readonly Header[] {
  const names = new Set(changes.map(([name]) => name));
  return [...BASE.filter(([name]) => !names.has(name)), ...changes];
}

const replies = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(200, 202, 302, 400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 451, 500, 502, 503),
      fc.constantFrom(
        ...[
          '',
          `<h1>${CANARY}</h1>`,
          `{"code":"not_found","message":"${CANARY}"}`,
          '[]',
          'null',
          '{"code":4005}',
        ],
        ...['{"code":4101}', '{"code":5000}', '{"error":{"code":"NOT_FOUND"}}', 'x'.repeat(70_000)],
        ...['{"error":{"code":"INVALID_REQUEST"}}', '{"code":"invalid_param","status":400}', '{"code":4008}'],
      ),
      fc.constantFrom<Record<string, string>[]>(
        {},
        { 'retry-after': '99999999999999999999' },
        { 'retry-after': CANARY },
        { location: 'https://evil.example/' },
        { 'x-tt-logid': CANARY, 'x-trace-id': `${CANARY} ${CANARY}` },
      ),
    )
    .map(([status, body, headers]) => ({ status, body, headers })),
  fc.constant<FuzzedReply>('silence'),
);
