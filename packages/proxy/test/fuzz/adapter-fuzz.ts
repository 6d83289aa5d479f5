import type { Feedback } from '@message-feedback/core';
import fc from 'fast-check';
import type { DeliveryOutcome, UpstreamMessage, UpstreamRequest } from '../../src/index.ts';
import { endpointIds } from './upstream-watch.ts';
import { idLike, text } from './values.ts';
import { CALLBACK_IDS, type IdField, type Ids, SETUPS, START, VENDORS, type Vendor } from './vendors.ts';

/** A submission as only a mistake in the proxy could give it to an adapter: with unchecked ids. */
export interface AdapterInput {
  readonly setup: number;
  readonly message: UpstreamMessage;
  readonly feedback: Feedback;
  readonly userId: string;
}

const ADAPTERS = SETUPS.map((setup) => setup.createAdapter({ fetch, now: () => START }));

export const adapterInputs: fc.Arbitrary<AdapterInput> = fc.oneof(
  ...SETUPS.map(({ vendor }, setup) => {
    const { ids }: Vendor = VENDORS[vendor];
    const fields = Object.entries(ids).map(([field, valid]) => [field, fc.oneof(valid, idLike(valid))]);
    return fc.record({
      setup: fc.constant(setup),
      message: fc
        .record(Object.fromEntries(fields) as Ids<fc.Arbitrary<string>>)
        .map((message) => ({ ...message, callbackIds: CALLBACK_IDS }) as UpstreamMessage),
      feedback: fc.record({
        rating: fc.constantFrom(null, 'like' as const, 'dislike' as const),
        reasons: fc.array(text, { maxLength: 2 }),
        comment: text,
      }),
      userId: text,
    });
  }),
);

/** Throws if the adapter builds a request in which an id is not exactly one segment of the path. */
export function checkAdapter({ setup, message, feedback, userId }: AdapterInput): void {
  const { vendor } = SETUPS[setup] ?? {};
  const adapter = ADAPTERS[setup];
  if (vendor === undefined || adapter === undefined) throw new Error('There is no such setup.');
  const request = buildRequest(() => adapter.toRequest({ message, feedback }, { userId, token: 'key' }));
  if (request === null) return;
  const { method, url } = request;
  if (new URL(url).href !== url) throw new Error(`An id changes the URL, which is now ${url}`);
  const ids = endpointIds(`${method} ${url}`, VENDORS[vendor]);
  if (ids === null) throw new Error(`An id changes the path, which is no endpoint now: ${url}`);
  for (const [field, id] of Object.entries(ids)) {
    if (id === '' || message[field as IdField] !== id)
      throw new Error(`The ${field} has become ${JSON.stringify(id)}`);
  }
}

/** `null` if the adapter refuses, with an error or an outcome. */
function buildRequest(build: () => UpstreamRequest | DeliveryOutcome): UpstreamRequest | null {
  try {
    const request = build();
    return 'type' in request ? null : request;
  } catch {
    return null;
  }
}
