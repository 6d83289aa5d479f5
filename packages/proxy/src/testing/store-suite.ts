import type { FeedbackStore } from '../stores/feedback-store.ts';
import { storeAcceptTests } from './store-accept-tests.ts';
import { storeClaimTests } from './store-claim-tests.ts';
import { storeDeadLetterTests } from './store-dead-letter-tests.ts';
import { storeGroupTests } from './store-group-tests.ts';
import { storeOperationTests } from './store-operation-tests.ts';
import { storePromiseTests } from './store-promise-tests.ts';
import { storeReplacedTests } from './store-replaced-tests.ts';
import { storeSettingTests } from './store-setting-tests.ts';
import { storeSettleTests } from './store-settle-tests.ts';
import { storeTermsTests } from './store-terms-tests.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * Tests the promises of every `FeedbackStore`, with the functions of your test runner.
 * `createStore` returns an empty store for each test.
 *
 * @example
 * import { describe, expect, it } from 'vitest';
 *
 * describeStore('my store', createMemoryStore, { describe, expect, it });
 */
export function describeStore(name: string, createStore: CreateStore, runner: TestRunner): void {
  const { describe, it, expect } = runner;
  describe(name, () => {
    for (const [title, test] of [
      ...storeAcceptTests,
      ...storeTermsTests,
      ...storeClaimTests,
      ...storeSettleTests,
      ...storeGroupTests,
      ...storePromiseTests,
      ...storeReplacedTests,
      ...storeDeadLetterTests,
      ...storeSettingTests,
      ...storeOperationTests,
    ]) {
      it(title, async () => test(await createStore(), expect));
    }
  });
}

export type CreateStore = () => FeedbackStore | Promise<FeedbackStore>;
