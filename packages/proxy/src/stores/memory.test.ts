import { describe, expect, it } from 'vitest';
import { expectRowsDatedBy } from '../../test/store-clock.ts';
import { describeStore } from '../testing/store-suite.ts';
import { createMemoryStore } from './memory.ts';

describeStore('createMemoryStore', createMemoryStore, { describe, expect, it });

describe('createMemoryStore', () => {
  it('dates a row when it is created, changed and delivered', async () => {
    await expectRowsDatedBy((now) => createMemoryStore({ now }));
  });

  it('is not durable', () => {
    expect(createMemoryStore().durable).toBe(false);
  });
});
