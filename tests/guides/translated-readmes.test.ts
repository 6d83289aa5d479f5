import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blocksOf } from '../../scripts/doc-blocks.mjs';

const root = new URL('../../', import.meta.url).pathname;

// The README's own code is run in tests/e2e/readme.test.ts.
it.each(['README.zh-CN.md', 'README.ja.md'])('%s has the code of the README, in its language', (name) => {
  expect(codeOf(name)).toEqual(codeOf('README.md'));
});

/** The code without comments, which are translated, and without the language of the labels. */
function codeOf(readme: string): string[] {
  return blocksOf(readFileSync(join(root, readme), 'utf8')).map(({ code }) =>
    code
      .replace(/^\s*\/\/.*\n/gm, '')
      .replace(/ \/\/ .*$/gm, '')
      .replace(/^import .*locales.*\n/m, '')
      .replace(/ labels=\{\w+\}/, ''),
  );
}
