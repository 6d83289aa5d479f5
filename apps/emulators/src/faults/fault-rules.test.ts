import { beforeEach, expect, it } from 'vitest';
import { createFaultRules, type FaultRules } from './fault-rules.ts';

let rules: FaultRules;
beforeEach(() => {
  rules = createFaultRules();
});
const hang = { fault: { kind: 'hang', when: 'before' }, path: '/v1/**', every: 1 } as const;
const take = (method: string, path: string, upstream: 'dify' | 'coze' = 'dify') =>
  rules.take({ upstream, method, path });
const waitsOf = (seed: number) => {
  const seeded = createFaultRules();
  seeded.add({ ...hang, fault: { kind: 'random_latency', minimum: 100, maximum: 200, seed } });
  const request = { upstream: 'dify', method: 'GET', path: '/v1/info' } as const;
  return Array.from({ length: 50 }, () => seeded.take(request).waits[0] ?? Number.NaN);
};

it('draws the same random latencies for the same seed, within the range', () => {
  const waits = waitsOf(7);
  expect(waitsOf(7)).toEqual(waits);
  expect(waitsOf(8)).not.toEqual(waits);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...waits)).toBeLessThan(200);
});

it('matches one segment with one star and any number with two', () => {
  const paths = ['/v1/messages/a/feedbacks', '/v1/messages/a/b/feedbacks', '/v1/messagesXaXfeedbacks'];
  const struck = () => paths.map((path) => take('POST', path).failure !== undefined);
  rules.add({ ...hang, path: '/v1/messages/*/feedbacks' });
  expect(struck()).toEqual([true, false, false]);
  rules.add(hang);
  expect(struck()).toEqual([true, true, true]);
});

it('counts the requests that reached a rule, and those that it struck', () => {
  rules.add({ ...hang, every: 2 });
  for (let call = 0; call < 5; call += 1) take('GET', '/v1/info');
  expect(rules.list()).toMatchObject([{ seen: 5, fired: 2 }]);
});

it('strikes only the requests of its upstream', () => {
  rules.add({ ...hang, path: '/**', upstream: 'coze' });
  expect(take('GET', '/v1/info').failure).toBeUndefined();
  expect(take('GET', '/v1/info', 'coze').failure).toBeDefined();
});
