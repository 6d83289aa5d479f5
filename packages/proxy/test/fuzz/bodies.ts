import { gzipSync } from 'node:zlib';
import { formatStamp, LIMITS } from '@message-feedback/core';
import fc from 'fast-check';
import type { Reference } from './references.ts';
import { CANARY, idLike, json, text } from './values.ts';
import { START, VENDORS, type Vendor } from './vendors.ts';

/** The bodies of submissions and of reads by POST: valid ones, and ones with something wrong. */
export function bodiesFor(vendorName: keyof typeof VENDORS, references: readonly Reference[]) {
  const vendor: Vendor = VENDORS[vendorName];
  const messages = messagesFor(vendor, references);
  const submissions = fc.record({ message: messages, feedback, stamp: stamps });
  const reads = fc.record({ messages: fc.array(messages.map(toRead), { minLength: 1, maxLength: 3 }) });
  const written = fc
    .tuple(
      fc.oneof({ weight: 7, arbitrary: submissions }, { weight: 1, arbitrary: reads }),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 4, arbitrary: fc.array(changesFor(vendor), { minLength: 1, maxLength: 2 }) },
      ),
    )
    .map(([body, changes]) => JSON.stringify(changes.reduce(change, structuredClone(body) as Json)) ?? '');
  return fc
    .tuple(
      written,
      fc.oneof({ weight: 5, arbitrary: fc.constant(encode) }, { weight: 1, arbitrary: damages }),
    )
    .map(([json, damage]) => damage(json));
}

type Json = Record<string, unknown>;

const feedback = fc.oneof(
  fc.constant({ rating: null, reasons: [], comment: '' }),
  fc.record({
    rating: fc.constantFrom('like', 'dislike'),
    reasons: fc.constantFrom([], ['slow'], [`${CANARY} 1`, `${CANARY} 2`]),
    comment: fc.constantFrom('', CANARY, `${CANARY}\n界👍`),
    metadata: fc.constantFrom(undefined, {}, { [CANARY]: `${CANARY}界👍` }),
  }),
);

/** Few enough to repeat. Some are far in the future. */
const stamps = fc
  .oneof(
    { weight: 30, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
    { weight: 1, arbitrary: fc.constant(-(2 ** 40)) },
  )
  .map((ms) => formatStamp({ ms: START - ms, counter: 0, clientId: 'tab' }));

/** Messages with a reference, and new ones without. */
function messagesFor({ ids }: Vendor, references: readonly Reference[]): fc.Arbitrary<Json> {
  const fresh = fc.record({ ...ids }) as fc.Arbitrary<Json>;
  if (references.length === 0) return fresh;
  const known = fc.constantFrom(...references).map(({ message, token }) => ({ ...message, token }));
  return fc.oneof({ weight: 1, arbitrary: known }, { weight: 1, arbitrary: fresh });
}

function toRead({ messageId, token }: Json): Json {
  return { messageId, ...(token !== undefined && { token }) };
}

/** Replaces, adds or removes one field. */
interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

const PATHS = [
  ...['message', 'message.token', 'message.__proto__', `message.${CANARY}`, 'stamp', 'sentAt', 'userTag'],
  ...['feedback', 'feedback.rating', 'feedback.reasons', 'feedback.reasons.0', 'feedback.comment'],
  ...['feedback.metadata', 'feedback.metadata.__proto__', `feedback.metadata.${CANARY}`],
  ...['feedback.constructor', 'feedback.', 'messages', 'messages.0', 'messages.0.messageId'],
  ...['messages.0.token', 'user', CANARY],
].map((path) => path.split('.'));

function changesFor({ ids }: Vendor): fc.Arbitrary<Change> {
  const removed = fc.constantFrom(...PATHS).map((path) => ({ path, value: undefined }));
  const replaced = fc.tuple(fc.constantFrom(...PATHS), json).map(([path, value]) => ({ path, value }));
  const ofIds = Object.entries(ids).map(([field, valid]) =>
    idLike(valid).map((value) => ({ path: ['message', field], value })),
  );
  const comment = text.map((value) => ({ path: ['feedback', 'comment'], value }));
  return fc.oneof(removed, replaced, replaced, comment, ...ofIds, ...ofIds);
}

function change(body: Json, { path, value }: Change): Json {
  const parents = path.slice(0, -1);
  let parent: unknown = body;
  for (const step of parents) parent = (parent as Json | null | undefined)?.[step];
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) return body;
  // Not an assignment, which would set the prototype and not a field.
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return body;
}

const bytes = (data: Uint8Array): string => Buffer.from(data).toString('latin1');
const encode = (json: string): string => bytes(Buffer.from(json));

/** Damage to the body as text or bytes. */
const damages = fc.oneof(
  fc.constantFrom<((json: string) => string)[]>(
    (json) => encode(json.slice(0, -1)),
    (json) => encode(`${json}${CANARY}`),
    (json) => encode(`\ufeff${json}`),
    (json) => encode(json.replace('{', `{"__proto__":{"${CANARY}":1},"__proto__":[],`)),
    (json) => encode(json.replace('{', `{"message":{"messageId":"../${CANARY}"},"stamp":1,`)),
    (json) => encode(json.replace(/"messageId":"[^"]*"/, '"messageId":123456789012345678901234567890')),
    (json) => encode(json.replace(/"messageId":"/, '"messageId":"\\u002e\\u002e/')),
    (json) => encode(json.replace(/"comment":"/, '"comment":"\\ud800\\u0000')),
    (json) => encode(json.replace(/"stamp":"[^"]*"/, '"stamp":1e999')),
    (json) => encode(json.replace(/"stamp":"0017/, '"stamp":"9917')),
    (json) => encode('['.repeat(8_000) + json.slice(0, 9)),
    (json) => encode(`${'{"a":'.repeat(2_500)}${json}${'}'.repeat(2_500)}`),
    (json) => encode(json.padEnd(LIMITS.requestBytes)),
    (json) => encode(json.padEnd(LIMITS.requestBytes + 1)),
    (json) => encode(json.padEnd(LIMITS.requestBytes + 4_000, CANARY)),
    (json) => bytes(Buffer.from(json, 'utf16le')),
    (json) => bytes(gzipSync(json)),
    (json) => `${encode(json.slice(0, 9))}\xff\xc0\x80`,
    () => '',
  ),
  fc.uint8Array({ maxLength: 40 }).map((random) => () => bytes(random)),
);
