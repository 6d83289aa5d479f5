import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDueQueue } from './due-queue.ts';

const RUNS = Number(process.env.STORE_RUNS ?? 2_000);

describe('a due queue', () => {
  it('orders its items as a sort of all of them would', () => {
    const changes = fc.record({
      item: fc.integer({ min: 0, max: 20 }),
      at: fc.option(fc.integer({ min: 0, max: 9 })),
      until: fc.integer({ min: 0, max: 9 }),
      limit: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 60 }), (steps) => {
        const queue = createDueQueue<number>();
        const model = new Map<number, number>();
        for (const { item, at, until, limit } of steps) {
          queue.set(item, at);
          if (at === null) model.delete(item);
          else model.set(item, at);

          const times = [...model.values()].sort((a, b) => a - b);
          expect(queue.earliestAt()).toBe(times[0] ?? null);
          expect(queue.until(until, limit).map((each) => model.get(each))).toEqual(
            times.filter((time) => time <= until).slice(0, limit),
          );
          expect(new Set(queue.items())).toEqual(new Set(model.keys()));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('compares a few times and not all of them, however many items are not due', () => {
    let comparisons = 0;
    const counted = (at: number) => ({ valueOf: () => ++comparisons && at }) as unknown as number;
    const queue = createDueQueue<number>();
    for (let item = 0; item < 10_000; item++) queue.set(item, counted(1_000_000 - item));
    queue.set(-1, counted(1));
    comparisons = 0;
    expect(queue.until(2, 16)).toEqual([-1]);
    queue.set(-1, null);
    expect(comparisons).toBeLessThan(250);
  });
});
