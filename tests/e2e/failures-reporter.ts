import { relative } from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { EVERYTHING } from './sample.ts';

/** Says at the end how to run each failed test once more, on the same sample, and where its trace is. */
export default class FailuresReporter implements Reporter {
  #root = '';
  readonly #failed: { test: TestCase; result: TestResult }[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, _suite: Suite): void {
    this.#root = process.cwd();
    this.#write(`Seed ${process.env.SEED}, for ${config.workers} workers.`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== test.expectedStatus && result.status !== 'skipped') {
      this.#failed.push({ test, result });
    }
  }

  onEnd(): void {
    for (const { test, result } of this.#failed) {
      const file = relative(this.#root, test.location.file);
      const project = test.parent.project()?.name ?? '';
      const all = EVERYTHING ? 'EVERYTHING=1 ' : '';
      const command = `${all}SEED=${process.env.SEED} npx playwright test ${file}:${test.location.line} --project ${project} -g '${grepFor(test.title)}'`;
      this.#write(`\n✗ ${file} › ${test.title} [${project}]\n  repeat: ${command}`);
      for (const { name, path } of result.attachments) {
        if (name === 'trace' && path) {
          this.#write(`  trace:  npx playwright show-trace ${relative(this.#root, path)}`);
        }
      }
    }
  }

  #write(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}

/** The title as a pattern that a shell takes within single quotes. */
const grepFor = (title: string) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", '.');
