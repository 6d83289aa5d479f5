import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * Reads what a suite has written: its tests, failures and files.
 *
 * @returns {{ passed: number, failed: number, skipped: number, failures: Failure[], files: { name:
 * string, ms: number }[] }}
 * @typedef {{ name: string, message: string, command: string, listedAs?: string, trace?: string,
 * passedAgain?: boolean }} Failure
 */
export function readReport({ suite, ok }, reports) {
  const id = suite.name.replaceAll(' ', '-');
  const report = suite.runner === 'check' ? null : readJson(join(reports, `${id}.json`));
  const found = report === null ? NOTHING : READERS[suite.runner](report, suite);
  if (ok || found.failures.length > 0) return found;

  // It failed outside its tests, so only its output shows the cause.
  const message = readText(join(reports, `${id}.log`))
    .trim()
    .split('\n')
    .slice(-40)
    .join('\n');
  const failure = { name: `${suite.name} as a whole`, message, command: suite.command.join(' ') };
  return { ...found, failed: found.failed + 1, failures: [failure] };
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [], files: [] };
const READERS = { vitest: readVitest, playwright: readPlaywright };

function readVitest(report, suite) {
  const failures = report.testResults.flatMap((file) => {
    const path = relative('.', file.name);
    const command = `npx ${suite.command.join(' ').replaceAll(/\S+\*/g, quote)} ${path}`;
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && file.status === 'failed')
      return [{ name: path, message: file.message, command }];
    return failed.map((test) => ({
      name: `${path} › ${test.fullName}`,
      message: stripVTControlCharacters(test.failureMessages.join('\n')),
      command: `${command} -t ${quote(escapeRegExp(test.fullName))}`,
    }));
  });
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    files: report.testResults.map(({ name, startTime, endTime }) => ({
      name: relative('.', name),
      ms: endTime - startTime,
    })),
  };
}

function readPlaywright({ config, stats, suites, errors }, { name: suite, command }) {
  const run = `npx ${command.join(' ')}`;
  const files = new Map();
  const failures = errors.map(({ message }) => ({
    name: `${suite} as a whole`,
    message: stripVTControlCharacters(message ?? ''),
    command: run,
  }));
  for (const { file, line, title, titles, tests } of suites.flatMap((suite) => specsOf(suite))) {
    for (const { projectName, results, status } of tests) {
      const name = relative('.', join(config.rootDir, file));
      files.set(name, (files.get(name) ?? 0) + results.reduce((sum, { duration }) => sum + duration, 0));
      if (status !== 'unexpected' && status !== 'flaky') continue;
      const attachments = results.flatMap((result) => result.attachments);
      failures.push({
        name: `${name} › ${title} [${projectName}]`,
        message: stripVTControlCharacters(results.map(({ error }) => error?.message ?? '').join('\n')),
        command: `${run} ${name}:${line} --project=${projectName} -g ${quote(escapeRegExp(title))}`,
        // A line of Playwright's `--test-list`.
        listedAs: [`[${projectName}]`, file, ...titles].join(' › '),
        trace: attachments.find(({ name }) => name === 'trace')?.path,
      });
    }
  }
  return {
    passed: stats.expected,
    failed: Math.max(stats.unexpected + stats.flaky, failures.length),
    skipped: stats.skipped,
    failures,
    files: [...files].map(([name, ms]) => ({ name, ms })),
  };
}

/** The specs of a file, with the titles of the groups that they are in. */
function specsOf({ specs = [], suites = [] }, groups = []) {
  return [
    ...specs.map((spec) => ({ ...spec, titles: [...groups, spec.title] })),
    ...suites.flatMap((suite) => specsOf(suite, [...groups, suite.title])),
  ];
}

function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** For a POSIX shell. */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The report of a suite; null if it wrote none. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
