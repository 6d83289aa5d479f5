import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import { adapterRequestTests } from './adapter-request-tests.ts';
import { adapterResponseTests } from './adapter-response-tests.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * The promises that every `FeedbackAdapter` keeps, as tests. Give it your test runner's functions and an adapter with what its
 * upstream would say:
 *
 * ```ts
 * import { describe, expect, it } from 'vitest';
 * describeAdapter('my adapter', { adapter, message, success: { status: 200, body: '{"ok":true}' } }, { describe, expect, it });
 * ```
 */
export function describeAdapter(name: string, specimen: AdapterSpecimen, runner: TestRunner): void {
  const { describe, it, expect } = runner;
  describe(name, () => {
    for (const [title, test] of [...adapterRequestTests, ...adapterResponseTests]) {
      it(title, async () => test(specimen, expect));
    }
  });
}

export interface AdapterSpecimen {
  readonly adapter: FeedbackAdapter;
  /** A message that the upstream could have made, with callback ids where it wants some. */
  readonly message: UpstreamMessage;
  /** What the upstream answers when it has taken a feedback. */
  readonly success: { readonly status: number; readonly body: string };
  /** The key that the adapter was made with, or a token as `getToken` would give it, to be looked for where it must not be. */
  readonly secret?: string;
}
