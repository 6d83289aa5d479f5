import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSuites } from './suite-pool.mjs';
import { readReport } from './test-reports.mjs';

/** If more tests fail, they usually fail for one reason, which these traces show. */
const MOST_TRACED = 10;

/**
 * Repeats the failed tests of a Playwright suite once with a full trace, as a full trace of every
 * test would cost a fifth of the suite. This explains failures. It never turns one into a success.
 *
 * @param {import('./suites.mjs').Suite} suite
 * @param {import('./test-reports.mjs').Failure[]} failures
 * @returns {Promise<import('./test-reports.mjs').Failure[]>} the failures; those that failed again
 * have the full trace instead of the short one
 */
export async function traceFailures(suite, failures, { reports, env }) {
  const listed = failures.filter(({ listedAs }) => listedAs !== undefined).slice(0, MOST_TRACED);
  if (listed.length === 0) return failures;

  console.log(`\nRepeating failed tests of ${suite.name} with a full trace. They stay failed.`);
  const name = `${suite.name} traces`;
  const list = join(reports, `${name}.txt`);
  writeFileSync(list, listed.map(({ listedAs }) => `${listedAs}\n`).join(''));
  const options = ['--trace=retain-on-failure', `--output=${join(reports, name)}`, `--test-list=${list}`];
  const repetition = { ...suite, name, command: [...suite.command, ...options] };
  const [result] = await runSuites([repetition], { reports, env });
  const repeated = readReport(result, reports).failures;

  return failures.map((failure) => {
    if (!listed.includes(failure)) return failure;
    const again = repeated.find(({ listedAs }) => listedAs === failure.listedAs);
    if (again !== undefined) return { ...failure, trace: again.trace };
    // A repetition that failed as a whole says nothing about this test.
    return { ...failure, passedAgain: repeated.every(({ listedAs }) => listedAs !== undefined) };
  });
}
