import fc from 'fast-check';
import type { FuzzInput } from './inputs.ts';
import { CANARY } from './values.ts';

/** An input as bytes on a connection, often with damage that only a raw socket can do. */
export interface RawInput {
  readonly input: FuzzInput;
  readonly damage: keyof typeof DAMAGES;
}

export function rawInputs(inputs: fc.Arbitrary<FuzzInput>): fc.Arbitrary<RawInput> {
  const damage = fc.constantFrom(...(Object.keys(DAMAGES) as (keyof typeof DAMAGES)[]));
  return fc.record({ input: inputs, damage: fc.oneof(fc.constant<'none'>('none'), damage) });
}

interface Parts {
  /** The first line. */
  start: string;
  headers: string[];
  body: Buffer;
}

/** Each takes the parts of a correct request and spoils them. */
const DAMAGES = {
  none: () => {},
  'a length that is too large': (parts) => setLength(parts, parts.body.length + 10),
  'a length that is too small': (parts) => setLength(parts, Math.floor(parts.body.length / 2)),
  'a length that is no number': (parts) => setLength(parts, CANARY),
  'a huge length': (parts) => setLength(parts, '99999999999999999999'),
  'two lengths': (parts) => void parts.headers.push('content-length: 1'),
  'a length and chunks': (parts) => void parts.headers.push('transfer-encoding: chunked'),
  chunks: (parts) => chunk(parts, parts.body, '0\r\n\r\n'),
  'chunks that are cut off': (parts) => chunk(parts, parts.body.subarray(0, 20), ''),
  'chunks without the last': (parts) => chunk(parts, parts.body, ''),
  'a chunk size that is no number': (parts) => chunk(parts, parts.body, `${CANARY}\r\n\r\n`),
  'a chunk size that is too large': (parts) =>
    chunk(parts, parts.body, 'ffffffffffffffffff\r\nx\r\n0\r\n\r\n'),
  'a chunk extension': (parts) => chunk(parts, parts.body, `0;${CANARY.repeat(4_000)}\r\n\r\n`),
  'a huge header': (parts) => void parts.headers.push(`x-huge: ${CANARY.repeat(5_000)}`),
  'very many headers': (parts) => {
    parts.headers.push(...Array.from({ length: 3_000 }, (_, index) => `h${index}: 1`));
  },
  'a header without a colon': (parts) => void parts.headers.push(CANARY),
  'a header with a NUL': (parts) => void parts.headers.push(`x-nul: ${CANARY}\0`),
  'a header with a lone line break': (parts) => void parts.headers.push(`x-break: 1\nx-user: ${CANARY}`),
  'a folded header': (parts) => void parts.headers.push('x-folded: 1\r\n  2'),
  'a space before the colon': (parts) => void parts.headers.push(`cookie : session=${CANARY}`),
  'two hosts': (parts) => void parts.headers.push('host: evil.example'),
  'a hostile host': (parts) => void parts.headers.splice(0, 1, `host: ${CANARY}@evil.example:99999/\\?#`),
  'a host with another spelling': (parts) => void parts.headers.splice(0, 1, 'host: [::1]:3000'),
  'no host': (parts) => void parts.headers.splice(0, 1),
  'another version': (parts) => setStart(parts, parts.start.replace('HTTP/1.1', 'HTTP/9.9')),
  'an old version': (parts) => setStart(parts, parts.start.replace('HTTP/1.1', 'HTTP/1.0')),
  'an absolute target': (parts) => setTarget(parts, `http://evil.example/${CANARY}?messageId=1`),
  'a target that is no URL': (parts) => setTarget(parts, 'http://%'),
  'the target *': (parts) => setTarget(parts, '*'),
  'a target without a slash': (parts) => setTarget(parts, CANARY),
  'a target with a backslash': (parts) => setTarget(parts, `/\\evil.example/${CANARY}`),
  'a target with raw bytes': (parts) => setTarget(parts, '/\xff\xfe?messageId=\xc3\x28'),
  'a target with white space': (parts) => setTarget(parts, '/ HTTP/1.1 /'),
  'a target that is too long': (parts) => setTarget(parts, `/?messageId=${'x'.repeat(20_000)}`),
  CONNECT: (parts) => setStart(parts, 'CONNECT evil.example:443 HTTP/1.1'),
  TRACE: (parts) => setStart(parts, parts.start.replace(/^\S+/, 'TRACE')),
  'an unknown method': (parts) => setStart(parts, parts.start.replace(/^\S+/, 'FETCH')),
  'an upgrade': (parts) => void parts.headers.push('connection: upgrade', 'upgrade: websocket'),
  'an expectation': (parts) => void parts.headers.push(`expect: ${CANARY}`),
  'a continuation': (parts) => void parts.headers.push('expect: 100-continue'),
  'a request for HTTP/2': (parts) => {
    Object.assign(parts, { start: 'PRI * HTTP/2.0', headers: [], body: Buffer.from('SM\r\n\r\n') });
  },
  'bytes that are no HTTP': (parts) => {
    parts.start = parts.body.toString('latin1').slice(0, 200);
  },
} satisfies Record<string, (parts: Parts) => void>;

function setLength({ headers }: Parts, length: number | string): void {
  headers.splice(
    headers.findIndex((header) => header.startsWith('content-length')),
    1,
    `content-length: ${length}`,
  );
}

function setStart(parts: Parts, start: string): void {
  parts.start = start;
}

function setTarget(parts: Parts, target: string): void {
  const [method] = parts.start.split(' ');
  setStart(parts, `${method} ${target} HTTP/1.1`);
}

function chunk(parts: Parts, body: Buffer, end: string): void {
  parts.headers = parts.headers.filter((header) => !header.startsWith('content-length'));
  parts.headers.push('transfer-encoding: chunked');
  const start = `${parts.body.length.toString(16)}\r\n`;
  parts.body = Buffer.concat([Buffer.from(start), body, Buffer.from(`\r\n${end}`, 'latin1')]);
}

/** The headers that a raw request sets itself. */
const OWN_HEADERS = /^(te|connection|content-length|transfer-encoding|expect|upgrade|host)$/;

export function toBytes({ input, damage }: RawInput): Buffer {
  const { method, target, headers, body } = input;
  const parts: Parts = {
    start: `${method} ${target} HTTP/1.1`,
    headers: [
      'host: chat.example',
      ...headers.filter(([name]) => !OWN_HEADERS.test(name)).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${body.length}`,
    ],
    body: Buffer.from(body, 'latin1'),
  };
  DAMAGES[damage](parts);
  const head = `${[parts.start, ...parts.headers, 'connection: close'].join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), parts.body]);
}
