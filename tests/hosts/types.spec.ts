import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { oneOrAll } from '../e2e/sample.ts';
import { expect, test } from './host-page.ts';
import { examples } from './install-hosts.ts';
import { writeSnippets } from './snippets.ts';

const folder = join(examples, 'typescript');

/** TypeScript 7 has no "node" any more. */
const COMPILERS = [
  ['5.4', 'node'],
  ['5.4', 'node16'],
  ['5.4', 'bundler'],
  ['5.9', 'node'],
  ['5.9', 'node16'],
  ['5.9', 'bundler'],
  ['7', 'node16'],
  ['7', 'bundler'],
] as const;
const compilers = oneOrAll('compiler', COMPILERS);

for (const [version, moduleResolution] of compilers) {
  test(`the snippets of the READMEs compile as pasted, with TypeScript ${version} and "${moduleResolution}"`, () => {
    const name = `snippets-${version}-${moduleResolution}`;
    writeSnippets(join(folder, name), moduleResolution);
    const compiler = join(folder, `node_modules/typescript-${version}/bin/tsc`);
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', name], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
}
