import type { ScriptedSubmit } from '@message-feedback/core/testing';
import { vi } from 'vitest';

/** After so many failed attempts, the bar says that the feedback is not sent yet. */
const FAILURES = 5;

/**
 * Lets all attempts fail. The first ones follow at once, until the bar says so. The next one is as
 * late as possible, so that only Retry sends.
 */
export function makeUnreachable(submit: ScriptedSubmit): void {
  const before = submit.received.length;
  const isSaid = () => submit.received.length - before >= FAILURES;
  vi.spyOn(Math, 'random').mockImplementation(() => (isSaid() ? 0.999 : 0));
  submit.failAlways('network');
}
