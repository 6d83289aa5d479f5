import { describe, expect, it } from 'vitest';
import { describeStore } from '../testing/store-suite.ts';
import { createMemoryStore } from './memory.ts';

describeStore('createMemoryStore', createMemoryStore, { describe, expect, it });

describe('createMemoryStore', () => {
  it('is not durable', () => {
    expect(createMemoryStore().durable).toBe(false);
  });
});
