import type { NamedStoreTests } from './store-accept-tests.ts';

export const storeSettingTests: NamedStoreTests = [
  [
    'keeps the first value of a setting',
    async (store, expect) => {
      // A store may leave it to the proxy's options.
      if (store.keepSetting === undefined) return;
      expect(await store.keepSetting('one', 'a')).toEqual('a');
      expect(await store.keepSetting('one', 'b')).toEqual('a');
      expect(await store.keepSetting('two', 'b')).toEqual('b');
    },
  ],
  [
    'gives all processes that start together the same value',
    async (store, expect) => {
      if (store.keepSetting === undefined) return;
      const proposals = Array.from({ length: 20 }, (_, index) => String(index));
      const kept = await Promise.all(proposals.map(async (each) => store.keepSetting?.('one', each)));
      expect(new Set(kept).size).toEqual(1);
    },
  ],
];
