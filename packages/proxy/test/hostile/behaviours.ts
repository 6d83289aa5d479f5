import { type Behaviour, CANARY, drip, endlessly, html, json, response } from './hostile-server.ts';

/** The expected state of a row after one attempt. */
export type Fate = 'delivered' | 'refused' | 'retry' | 'uncertain' | 'held' | 'misconfigured';

export interface HostileCase {
  readonly name: string;
  readonly behave: Behaviour;
  readonly fate: Fate | { readonly dify: Fate; readonly coze: Fate; readonly moveworks: Fate };
  /** Set if no complete response ever comes, so that the attempt ends at its time limit. */
  readonly endless?: true;
  /** The shortest wait that the upstream asks for. */
  readonly retryInMs?: number;
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const MEBIBYTE = Buffer.alloc(1_048_576, 0x20);
const STRANGE = { dify: 'misconfigured', coze: 'misconfigured', moveworks: 'misconfigured' } as const;
const WRONG_TYPES = [null, 0.5, true, [], {}, CANARY];

export const HOSTILE_CASES: readonly HostileCase[] = [
  { name: 'a web page with 200', behave: html('200 OK'), fate: STRANGE },
  {
    name: 'half of the JSON, as if it were whole',
    behave: response(
      '200 OK',
      ['Content-Type: application/json'],
      '{"result":"success","code":0,"status":"SUBM',
    ),
    fate: STRANGE,
  },
  {
    name: 'half of the body, then the end of the connection',
    behave: (socket) => socket.end(`${OK}Content-Length: 500\r\n\r\n{"result":"success"`),
    fate: 'uncertain',
  },
  {
    name: 'a body of a gigabyte',
    behave: endlessly(`${OK}Content-Length: 1073741824\r\n\r\n`, MEBIBYTE),
    fate: STRANGE,
  },
  {
    name: 'a gigabyte that claims to be two bytes',
    behave: endlessly(`${OK}Content-Length: 2\r\n\r\n`, MEBIBYTE),
    fate: { dify: 'misconfigured', coze: 'misconfigured', moveworks: 'misconfigured' },
  },
  {
    name: 'a body of chunks without end',
    behave: endlessly(
      `${OK}Transfer-Encoding: chunked\r\n\r\n`,
      Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')]),
    ),
    fate: STRANGE,
  },
  {
    name: 'a byte now and then',
    behave: (socket) => {
      socket.write(`${OK}Content-Length: 100000\r\n\r\n`);
      drip(' ', 20)(socket);
    },
    fate: 'uncertain',
    endless: true,
  },
  {
    name: 'a header without end',
    behave: endlessly(`${OK}X-Long: `, Buffer.alloc(65_536, 0x78)),
    fate: 'uncertain',
  },
  {
    name: 'a header that drips',
    behave: drip('HTTP/1.1 200 OK\r\nX: y\r\nX', 20),
    fate: 'uncertain',
    endless: true,
  },
  { name: 'a reset at once', behave: (socket) => socket.resetAndDestroy(), fate: 'uncertain' },
  {
    name: 'a reset in the middle',
    behave: (socket) => {
      socket.write(`${OK}Content-Length: 50\r\n\r\n{"result":`, () => socket.resetAndDestroy());
    },
    fate: 'uncertain',
  },
  { name: 'the end without a word', behave: (socket) => socket.end(), fate: 'uncertain' },
  { name: 'silence', behave: () => {}, fate: 'uncertain', endless: true },
  {
    name: 'a protocol other than HTTP',
    behave: (socket) => socket.end(`220 ${CANARY} ESMTP\r\n`),
    fate: 'uncertain',
  },
  { name: 'HTTP/0.9', behave: (socket) => socket.end(`<h1>${CANARY}</h1>`), fate: 'uncertain' },
  {
    name: '204',
    behave: (socket) => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
    fate: STRANGE,
  },
  { name: 'an empty 200', behave: response('200 OK', [], ''), fate: STRANGE },
  {
    name: '500 with JSON',
    behave: json('500 Oops', { code: 5000, message: CANARY, msg: CANARY }),
    fate: 'uncertain',
  },
  { name: '500 without', behave: html('500 Oops'), fate: 'uncertain' },
  {
    name: '503 with a web page',
    behave: html('503 Busy'),
    fate: { dify: 'retry', coze: 'retry', moveworks: 'uncertain' },
  },
  { name: '429 with seconds', behave: html('429 Slow', ['Retry-After: 7']), fate: 'retry', retryInMs: 7_000 },
  {
    name: '429 with a date',
    behave: (socket) =>
      html('429 Slow', [`Retry-After: ${new Date(Date.now() + 60_000).toUTCString()}`])(socket),
    fate: 'retry',
    retryInMs: 50_000,
  },
  {
    name: '429 with nonsense',
    behave: html('429 Slow', [`Retry-After: ${CANARY}`]),
    fate: 'retry',
  },
  { name: '401 with a web page', behave: html('401 Who'), fate: 'misconfigured' },
  { name: '403 with a web page', behave: html('403 No'), fate: 'misconfigured' },
  { name: '404 with a web page', behave: html('404 Gone'), fate: STRANGE },
  {
    name: 'JSON that is very deep',
    behave: response('200 OK', ['Content-Type: application/json'], '['.repeat(30_000) + ']'.repeat(30_000)),
    fate: STRANGE,
  },
  {
    name: 'prototype keys',
    behave: response('200 OK', [], '{"__proto__":{"result":"success","code":0,"status":"SUBMITTED"}}'),
    fate: STRANGE,
  },
  ...WRONG_TYPES.map(
    (value): HostileCase => ({
      name: `${JSON.stringify(value)} in every field`,
      behave: json('200 OK', {
        result: value,
        code: value,
        msg: value,
        detail: value,
        status: value,
        error: value,
      }),
      fate: {
        dify: 'misconfigured',
        coze: value === 0.5 ? 'retry' : 'misconfigured',
        moveworks: 'misconfigured',
      },
    }),
  ),
  ...WRONG_TYPES.map(
    (value): HostileCase => ({
      name: `${JSON.stringify(value)} as the whole`,
      behave: json('200 OK', value),
      fate: STRANGE,
    }),
  ),
];
