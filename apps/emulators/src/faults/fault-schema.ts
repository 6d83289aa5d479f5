import * as v from 'valibot';
import { UPSTREAM_NAMES } from '../upstream.ts';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const errorStatus = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));

/** The upstream's own error code; without it, one that fits the status. With status 200 Coze fails by its code alone. */
const code = v.optional(v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.minLength(1))]));

/** Whether the request still has its effect: `after` spoils only the answer. */
const when = v.optional(v.picklist(['before', 'after']), 'before');

/** What may be done to a request, as the control API takes it. */
const faultSchema = v.variant('kind', [
  /** Waits, then goes on to the next rule. A range draws from a seeded sequence, the same in every run. */
  v.strictObject({ kind: v.literal('latency'), milliseconds }),
  v.strictObject({
    kind: v.literal('random_latency'),
    minimum: milliseconds,
    maximum: milliseconds,
    seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  }),
  v.strictObject({
    kind: v.literal('status'),
    status: errorStatus,
    code,
    body: v.optional(v.picklist(['json', 'html', 'text', 'empty']), 'json'),
    when,
  }),
  v.strictObject({ kind: v.literal('html'), when }),
  v.strictObject({
    kind: v.literal('rate_limit'),
    code,
    retryAfterSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    form: v.optional(v.picklist(['seconds', 'date']), 'seconds'),
    when,
  }),
  v.strictObject({
    kind: v.literal('redirect'),
    location: v.pipe(v.string(), v.minLength(1)),
    status: v.optional(v.picklist([301, 302, 303, 307, 308]), 302),
    when,
  }),
  v.strictObject({ kind: v.literal('hang'), when }),
  v.strictObject({ kind: v.literal('reset'), when }),
  v.strictObject({ kind: v.literal('truncated_json') }),
  v.strictObject({ kind: v.literal('cut_body') }),
  v.strictObject({ kind: v.literal('drip'), bytes: v.optional(positive, 1), milliseconds }),
]);

export const faultRuleSchema = v.strictObject({
  fault: faultSchema,
  /** Whose requests; without it, all. */
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  /** A path with `*` for any text within one segment and `**` for any text. */
  path: v.optional(v.pipe(v.string(), v.startsWith('/')), '/**'),
  method: v.optional(v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]+$/))),
  /** Every how many of the requests that reach the rule; 1 takes each. */
  every: v.optional(positive, 1),
  /** After how many it is used up; without it, never. */
  times: v.optional(positive),
});

export type Fault = v.InferOutput<typeof faultSchema>;

/** A fault that only makes the caller wait. */
export type Latency = Extract<Fault, { kind: 'latency' | 'random_latency' }>;

/** A fault that decides what the caller gets. */
export type Failure = Exclude<Fault, Latency>;

export type FaultRule = v.InferOutput<typeof faultRuleSchema>;
