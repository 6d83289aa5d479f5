import { describe, expect, it, vi } from 'vitest';
import { createWriteGroup, type WriteGroupOptions } from './write-group.ts';

/** A database that commits when it is told to, and fails for the text `bad`. */
function createSlowDatabase(options?: WriteGroupOptions<string>) {
  const groups: (readonly string[])[] = [];
  const commits: ((error?: Error) => void)[] = [];
  const write = createWriteGroup<string, string>(async (writes) => {
    groups.push(writes);
    await new Promise<void>((resolve, reject) => {
      commits.push((error) => (error ? reject(error) : resolve()));
    });
    return writes.map((each) =>
      each === 'bad'
        ? { status: 'rejected', reason: new Error(each) }
        : { status: 'fulfilled', value: `${each} written` },
    );
  }, options);
  return {
    groups,
    write,
    async commit(error?: Error) {
      while (commits.length === 0) await new Promise((resolve) => setImmediate(resolve));
      commits.shift()?.(error);
    },
  };
}

describe('a group of writes', () => {
  it('has what arrives in one turn, and the next one what arrives during its commit', async () => {
    const { write, commit, groups } = createSlowDatabase();
    const first = [write('a'), write('b')];
    await vi.waitFor(() => expect(groups).toHaveLength(1));
    const second = [write('c'), write('d')];
    await commit();
    expect(await Promise.all(first)).toEqual(['a written', 'b written']);
    await commit();
    expect(await Promise.all(second)).toEqual(['c written', 'd written']);
    expect(groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('waits while each turn brings more, but not for ever', async () => {
    const { write, groups } = createSlowDatabase();
    let written = 0;
    const writeOne = () => void write(`write ${++written}`);
    writeOne();
    for (let turn = 0; turn < 20; turn++) {
      writeOne();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(groups[0]?.length).toBeGreaterThan(5);
    expect(groups[0]?.length).toBeLessThan(20);
  });

  it('resolves nothing before its commit', async () => {
    const { write, commit } = createSlowDatabase();
    let written = false;
    const writing = write('a').then(() => {
      written = true;
    });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBe(false);
    await commit();
    await writing;
  });

  it('gives each write its own outcome', async () => {
    const { write, commit } = createSlowDatabase();
    const outcomes = Promise.allSettled([write('a'), write('bad'), write('b')]);
    await commit();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails as a whole if the database does not respond, and the next one works', async () => {
    const { write, commit } = createSlowDatabase();
    const outcomes = Promise.allSettled([write('a'), write('b')]);
    await commit(new Error('no connection'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = write('c');
    await commit();
    expect(await next).toBe('c written');
  });

  it('has one write of each key, and the others follow in their order', async () => {
    const { write, commit, groups } = createSlowDatabase({ keyOf: (text) => text.charAt(0) });
    const writes = ['a1', 'a2', 'b1', 'a3'].map(write);
    for (let group = 0; group < 3; group++) await commit();
    await Promise.all(writes);
    expect(groups).toEqual([['a1', 'b1'], ['a2'], ['a3']]);
  });

  it('holds up the next one no longer than its patience', async () => {
    const { write, commit, groups } = createSlowDatabase({ patienceMs: 1 });
    const slow = write('slow');
    await vi.waitFor(() => expect(groups).toHaveLength(1));
    const fast = write('fast');
    await vi.waitFor(() => expect(groups).toHaveLength(2));
    await commit();
    await commit();
    expect(await Promise.all([slow, fast])).toEqual(['slow written', 'fast written']);
  });
});
