import { expect, it } from 'vitest';
import { createEventHub } from '../frame/event-hub.ts';
import { createFaultRules } from './fault-rules.ts';

const request = (method: string, path: string) => ({ upstream: 'dify', method, path }) as const;
const everything = { path: '/v1/**', every: 1 };
const waitsOf = (seed: number) => {
  const rules = createFaultRules(createEventHub());
  rules.add({ ...everything, fault: { kind: 'random_latency', minimum: 100, maximum: 200, seed } });
  return Array.from({ length: 50 }, () => rules.take(request('GET', '/v1/info')).waits[0] ?? Number.NaN);
};

it('draws the same random latencies for the same seed, within the range', () => {
  const waits = waitsOf(7);
  expect(waitsOf(7)).toEqual(waits);
  expect(waitsOf(8)).not.toEqual(waits);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...waits)).toBeLessThan(200);
});

it('matches one segment with one star and any number with two', () => {
  const rules = createFaultRules(createEventHub());
  rules.add({ fault: { kind: 'hang', when: 'before' }, path: '/v1/messages/*/feedbacks', every: 1 });
  expect(rules.take(request('POST', '/v1/messages/a/feedbacks')).failure).toBeDefined();
  expect(rules.take(request('POST', '/v1/messages/a/b/feedbacks')).failure).toBeUndefined();
  expect(rules.take(request('POST', '/v1/messagesXaXfeedbacks')).failure).toBeUndefined();
  rules.add({ ...everything, fault: { kind: 'hang', when: 'before' } });
  expect(rules.take(request('POST', '/v1/messages/a/b/feedbacks')).failure).toBeDefined();
});

it('counts what reached a rule and what it struck', () => {
  const rules = createFaultRules(createEventHub());
  rules.add({ ...everything, fault: { kind: 'hang', when: 'before' }, every: 2 });
  for (let call = 0; call < 5; call += 1) rules.take(request('GET', '/v1/info'));
  expect(rules.list()).toMatchObject([{ seen: 5, fired: 2 }]);
});

it('strikes the requests of one upstream alone, where it names one', () => {
  const rules = createFaultRules(createEventHub());
  rules.add({ ...everything, path: '/**', upstream: 'coze', fault: { kind: 'hang', when: 'before' } });
  expect(rules.take(request('GET', '/v1/info')).failure).toBeUndefined();
  expect(rules.take({ ...request('GET', '/v1/info'), upstream: 'coze' }).failure).toBeDefined();
});
