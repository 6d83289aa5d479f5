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
    add(rule: FaultRule) {
      lastId += 1;
      const seed = rule.fault.kind === 'random_latency' ? rule.fault.seed : 1;
      const active: ActiveRule = { id: lastId, rule, seen: 0, fired: 0, random: createRandom(seed) };
      replace([...rules, active]);
      return view(active);
    },
    list: () => rules.map(view),
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
      for (const active of rules) {
        if (failure || !matches(active.rule, request)) continue;
        active.seen += 1;
        if (active.seen % active.rule.every !== 0) continue;
        active.fired += 1;
        const { fault } = active.rule;
        if (fault.kind === 'latency') waits.push(fault.milliseconds);
        else if (fault.kind !== 'random_latency') failure = fault;
        else waits.push(fault.minimum + active.random() * (fault.maximum - fault.minimum));
      }
      const fired = waits.length > 0 || failure;
      if (fired) replace(rules.filter(({ rule, fired }) => fired < (rule.times ?? Infinity)));
      return { waits, failure };
    },
  };
}

export type FaultRules = ReturnType<typeof createFaultRules>;

type StruckRequest = { readonly upstream: UpstreamName; readonly method: string; readonly path: string };

interface ActiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly random: () => number;
  /** Requests that reached the rule. */
  seen: number;
  /** Requests it struck. */
  fired: number;
}

const view = ({ id, rule, seen, fired }: ActiveRule) => ({ id, ...rule, seen, fired });

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

/** A sequence of numbers from 0 to 1 that is the same for the same seed: a linear congruence modulo 2^32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
