import type { ScriptedSubmit } from '@message-feedback/core/testing';

/** The number of failed attempts after which the bar says that the feedback is not sent yet. */
const FAILURES = 5;

/** The failing servers of the story. */
const failing = new Set<ScriptedSubmit>();

export function failAlways(submit: ScriptedSubmit): void {
  failing.add(submit);
  submit.failAlways('network');
}

export function failFiveTimes(submit: ScriptedSubmit): void {
  failing.add(submit);
  for (let attempt = 1; attempt <= FAILURES; attempt++) submit.failNext('network');
}

/**
 * `beforeEach` of a story with a failing server. The first attempts follow at once, until the bar
 * says so. The next one is as late as possible, so that the user can press Retry first.
 */
export function retryAtOnce(): () => void {
  failing.clear();
  const { random } = Math;
  // A delay is a random part of its maximum. Storybook's `spyOn` would call itself, for an id.
  Math.random = () => {
    const isEarly = [...failing].some(({ received }) => received.length < FAILURES);
    return isEarly ? random() / 1_000 : 1 - random() / 1_000;
  };
  return () => {
    Math.random = random;
  };
}
