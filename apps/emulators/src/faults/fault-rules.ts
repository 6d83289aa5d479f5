import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { someText, wholeNumber } from '../frame/command.ts';
import { UPSTREAM_NAMES, type UpstreamName } from '../frame/upstream.ts';

const milliseconds = wholeNumber(0, 3_600_000);

/** The upstream's error code. @default one that fits the status */
const code = v.optional(v.union([v.pipe(v.number(), v.integer()), someText]));

/** `before`: the request has no effect. `after`: it has its effect, and only the response is lost. */
const when = v.optional(v.picklist(['before', 'after']), 'before');

/** Faults that delay the response. The same seed draws the same delays in every run. */
const latencies = [
  v.strictObject({ kind: v.literal('latency'), milliseconds }),
  v.strictObject({
    kind: v.literal('random_latency'),
    minimum: milliseconds,
    maximum: milliseconds,
    seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  }),
] as const;

/** Faults that replace the response. */
const failures = [
  v.strictObject({
    kind: v.literal('status'),
    status: wholeNumber(200, 599),
    code,
    body: v.optional(v.picklist(['json', 'html', 'text', 'empty']), 'json'),
    when,
  }),
  v.strictObject({
    kind: v.literal('rate_limit'),
    code,
    retryAfterSeconds: v.optional(wholeNumber(0)),
    when,
  }),
  v.strictObject({
    kind: v.literal('redirect'),
    location: someText,
    status: v.optional(v.picklist([301, 302, 303, 307, 308]), 302),
    when,
  }),
  v.strictObject({ kind: v.literal('html'), when }),
  v.strictObject({ kind: v.literal('hang'), when }),
  v.strictObject({ kind: v.literal('reset'), when }),
  v.strictObject({ kind: v.literal('truncated_json') }),
  v.strictObject({ kind: v.literal('cut_body') }),
] as const;

/** A fault rule, as the control API accepts it. */
export const faultRuleSchema = v.strictObject({
  fault: v.variant('kind', [...latencies, ...failures]),
  /** @default all upstreams */
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  /** A path with `*` for any text within one segment and `**` for any text. */
  path: v.optional(v.pipe(v.string(), v.startsWith('/')), '/**'),
  method: v.optional(v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]+$/))),
  /** Strikes every nth request that reaches the rule. */
  every: v.optional(wholeNumber(1), 1),
  /** The rule is removed after this number of strikes. @default never */
  times: v.optional(wholeNumber(1)),
});

type FaultRule = v.InferOutput<typeof faultRuleSchema>;
export type Failure = v.InferOutput<(typeof failures)[number]>;

/** The fault rules, in the order in which they were added. In memory only. */
export function createFaultRules() {
  let rules: ActiveRule[] = [];
  let lastId = 0;
  return {
    add(rule: FaultRule): ActiveRule {
      lastId += 1;
      const active = { id: lastId, ...rule, seen: 0, fired: 0 };
      rules.push(active);
      return active;
    },
    list: () => rules,
    /** @returns whether there was such a rule. */
    remove(id: number) {
      const count = rules.length;
      rules = rules.filter((rule) => rule.id !== id);
      return rules.length < count;
    },
    clear() {
      rules = [];
    },
    /** The waits and the failure of a request. Rules after the first failure do not count the request. */
    take(request: UpstreamRequest) {
      const waits: number[] = [];
      let failure: Failure | undefined;
      for (const rule of rules) {
        if (failure || !matches(rule, request)) continue;
        rule.seen += 1;
        if (rule.seen % rule.every !== 0) continue;
        rule.fired += 1;
        const { fault } = rule;
        if (fault.kind === 'latency') waits.push(fault.milliseconds);
        else if (fault.kind === 'random_latency') waits.push(randomLatency(fault, rule.fired));
        else failure = fault;
      }
      rules = rules.filter(({ fired, times = Infinity }) => fired < times);
      return { waits, failure };
    },
  };
}

export type FaultRules = ReturnType<typeof createFaultRules>;

type UpstreamRequest = { readonly upstream: UpstreamName; readonly method: string; readonly path: string };

/** A rule, with the number of requests that reached it and that it struck. */
type ActiveRule = FaultRule & { readonly id: number; seen: number; fired: number };

const matches = (rule: FaultRule, { upstream, method, path }: UpstreamRequest) =>
  (rule.upstream ?? upstream) === upstream &&
  (rule.method ?? method) === method &&
  pathPattern(rule.path).test(path);

function pathPattern(path: string) {
  const pieces = path.split(/(\*+)/).map((piece) => {
    if (piece === '*') return '[^/]*';
    return piece.startsWith('*') ? '.*' : piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${pieces.join('')}$`);
}

/** The nth delay of the sequence of this seed. */
function randomLatency({ minimum, maximum, seed }: v.InferOutput<(typeof latencies)[1]>, count: number) {
  const random = createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() / 2 ** 32;
  return minimum + random * (maximum - minimum);
}
