import { type AdapterSpecimen, adapterRequestTests } from './adapter-request-tests.ts';
import { adapterResponseTests } from './adapter-response-tests.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * Tests the promises of every `FeedbackAdapter`, with the functions of your test runner.
 *
 * @example
 * import { describe, expect, it } from 'vitest';
 *
 * const message = { messageId: '9c1f0a52' };
 * const success = { status: 200, body: '{"stored":true}' };
 * describeAdapter('my adapter', { adapter, message, success }, { describe, expect, it });
 */
export function describeAdapter(name: string, specimen: AdapterSpecimen, runner: TestRunner): void {
  const { describe, it, expect } = runner;
  describe(name, () => {
    for (const [title, test] of [...adapterRequestTests, ...adapterResponseTests]) {
      it(title, async () => test(specimen, expect));
    }
  });
}
