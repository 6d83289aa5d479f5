import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { someText, wholeNumber } from '../frame/command.ts';
import type { EventHub } from '../frame/event-hub.ts';
import { UPSTREAM_NAMES, type UpstreamName } from '../frame/upstream.ts';

const milliseconds = wholeNumber(0, 3_600_000);

/** The upstream's own error code; without it, one that fits. With status 200 Coze fails by its code alone. */
const code = v.optional(v.union([v.pipe(v.number(), v.integer()), someText]));

/** Whether the request still has its effect: `after` spoils only the answer. */
const when = v.optional(v.picklist(['before', 'after']), 'before');

/** A fault that only makes the caller wait. A range draws from a seeded sequence, the same in every run. */
const latencies = [
  v.strictObject({ kind: v.literal('latency'), milliseconds }),
  v.strictObject({
    kind: v.literal('random_latency'),
    minimum: milliseconds,
    maximum: milliseconds,
    seed: v.optional(v.pipe(v.number(), v.integer()), 1),
  }),
] as const;

/** A fault that decides what the caller gets. */
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
    form: v.optional(v.picklist(['seconds', 'date']), 'seconds'),
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
  v.strictObject({ kind: v.literal('drip'), bytes: v.optional(wholeNumber(1), 1), milliseconds }),
] as const;

/** What an operator may do to requests, as the control API takes it. */
export const faultRuleSchema = v.strictObject({
  fault: v.variant('kind', [...latencies, ...failures]),
  /** Whose requests; without it, all. */
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  /** A path with `*` for any text within one segment and `**` for any text. */
  path: v.optional(v.pipe(v.string(), v.startsWith('/')), '/**'),
  method: v.optional(v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]+$/))),
  /** Every how many of the requests that reach the rule; 1 takes each. */
  every: v.optional(wholeNumber(1), 1),
  /** After how many the rule is used up; without it, never. */
  times: v.optional(wholeNumber(1)),
});

type FaultRule = v.InferOutput<typeof faultRuleSchema>;
export type Failure = v.InferOutput<(typeof failures)[number]>;

/** The rules that decide which requests fail, in the order in which they were added. In memory only. */
export function createFaultRules(events: EventHub) {
  let rules: ActiveRule[] = [];
  let lastId = 0;
  const replace = (next: ActiveRule[]) => {
    rules = next;
    events.publish('faults');
  };
  return {
    add(rule: FaultRule): ActiveRule {
      lastId += 1;
      const active = { id: lastId, ...rule, seen: 0, fired: 0 };
      replace([...rules, active]);
      return active;
    },
    list: () => rules,
    /** @returns whether there was such a rule. */
    remove(id: number) {
      const found = rules.some((rule) => rule.id === id);
      if (found) replace(rules.filter((rule) => rule.id !== id));
      return found;
    },
    clear: () => replace([]),
    /** What happens to this request. Only the rules it reaches count it: those up to the first failure. */
    take(request: StruckRequest) {
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
      const struck = waits.length > 0 || failure;
      if (struck) replace(rules.filter(({ fired, times = Infinity }) => fired < times));
      return { waits, failure };
    },
  };
}

export type FaultRules = ReturnType<typeof createFaultRules>;

type StruckRequest = { readonly upstream: UpstreamName; readonly method: string; readonly path: string };

/** A rule, how many requests reached it, and how many it struck. */
type ActiveRule = FaultRule & { readonly id: number; seen: number; fired: number };

const matches = (rule: FaultRule, { upstream, method, path }: StruckRequest) =>
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

/** The nth time of a sequence that is the same for the same seed. */
function randomLatency({ minimum, maximum, seed }: v.InferOutput<(typeof latencies)[1]>, count: number) {
  const random = createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() / 2 ** 32;
  return minimum + random * (maximum - minimum);
}
