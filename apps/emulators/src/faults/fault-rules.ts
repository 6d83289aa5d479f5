import type { EventHub } from '../event-hub.ts';
import type { UpstreamName } from '../upstream.ts';
import type { Failure, Fault, FaultRule, Latency } from './fault-schema.ts';
import { createRandom } from './random.ts';

/** The rules that say which requests fail, in the order in which they were added. Kept in memory only. */
export function createFaultRules(events: EventHub): FaultRules {
  let rules: ActiveRule[] = [];
  let lastId = 0;
  const replace = (next: ActiveRule[]) => {
    rules = next;
    events.publish('faults');
  };
  return {
    add(rule) {
      lastId += 1;
      const seed = rule.fault.kind === 'random_latency' ? rule.fault.seed : 1;
      const active: ActiveRule = { id: lastId, rule, seen: 0, fired: 0, random: createRandom(seed) };
      replace([...rules, active]);
      return present(active);
    },
    list: () => rules.map(present),
    remove(id) {
      const next = rules.filter((rule) => rule.id !== id);
      const found = next.length < rules.length;
      if (found) replace(next);
      return found;
    },
    clear: () => replace([]),
    take(request) {
      const waits: number[] = [];
      let failure: Failure | undefined;
      for (const active of rules) {
        if (failure || !matches(active.rule, request)) continue;
        active.seen += 1;
        if (active.seen % active.rule.every !== 0) continue;
        active.fired += 1;
        const { fault } = active.rule;
        if (isLatency(fault)) waits.push(millisecondsOf(fault, active.random));
        else failure = fault;
      }
      const fired = waits.length > 0 || failure;
      if (fired) replace(rules.filter(({ rule, fired }) => fired < (rule.times ?? Infinity)));
      return { waits, failure };
    },
  };
}

export interface FaultRules {
  add(rule: FaultRule): FaultRuleView;
  list(): FaultRuleView[];
  /** @returns whether there was such a rule. */
  remove(id: number): boolean;
  clear(): void;
  /** What happens to this request, which is counted by the rules it reaches: those up to the first failure. */
  take(request: StruckRequest): TakenFaults;
}

export interface StruckRequest {
  readonly upstream: UpstreamName;
  readonly method: string;
  readonly path: string;
}

export interface TakenFaults {
  /** In milliseconds. */
  readonly waits: readonly number[];
  readonly failure: Failure | undefined;
}

export type FaultRuleView = FaultRule & {
  readonly id: number;
  /** Requests that reached the rule. */
  readonly seen: number;
  /** Requests it struck. */
  readonly fired: number;
};

interface ActiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  fired: number;
}

const present = ({ id, rule, seen, fired }: ActiveRule): FaultRuleView => ({ id, ...rule, seen, fired });

const isLatency = (fault: Fault): fault is Latency =>
  fault.kind === 'latency' || fault.kind === 'random_latency';

const millisecondsOf = (fault: Latency, random: () => number) =>
  fault.kind === 'latency' ? fault.milliseconds : fault.minimum + random() * (fault.maximum - fault.minimum);

const matches = (rule: FaultRule, { upstream, method, path }: StruckRequest) =>
  (rule.upstream === undefined || rule.upstream === upstream) &&
  (rule.method === undefined || rule.method === method) &&
  pathPattern(rule.path).test(path);

function pathPattern(path: string) {
  const pieces = path.split(/(\*+)/).map((piece) => {
    if (piece === '*') return '[^/]*';
    return piece.startsWith('*') ? '.*' : piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${pieces.join('')}$`);
}
