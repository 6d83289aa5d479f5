import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../../scripts/doc-blocks.mjs';
import { oneOrAll } from '../e2e/sample.ts';

const root = new URL('../../', import.meta.url).pathname;
/** Inside the workspace, so that imports resolve as they do in a host app. */
const folder = join(root, 'tests/guides/.host');
const blocks = blocksOf(readFileSync(join(root, 'docs/guides/test-your-app.md'), 'utf8'));

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The documents that the guide names; a normal run draws one. */
const DOCUMENTS = ['jsdom', 'happy-dom'] as const;
const documents = oneOrAll('document of the guide', DOCUMENTS);

describe('the tests that the guide tells a host to write pass', () => {
  it.each(documents)('in %s', { timeout: 300_000 }, async (environment) => {
    for (const { name = '', code } of blocks) {
      writeFileSync(join(folder, name), code.replace(/environment jsdom$/m, `environment ${environment}`));
    }
    writeFileSync(join(folder, 'vitest.config.ts'), CONFIG);
    writeFileSync(join(folder, 'setup.ts'), SETUP);
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [vitest, 'run', '--root', folder, '--reporter', 'json'],
      { cwd: folder },
    );
    expect(JSON.parse(stdout)).toMatchObject({ numTotalTests: 5, numPassedTests: 5 });
  });
});

const CONFIG = `import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const source = '@message-feedback/source';
export default defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  test: { setupFiles: './setup.ts', testTimeout: 60_000 },
});
`;

/** Patience for a busy machine. */
const SETUP = `import { configure } from '@testing-library/react';
configure({ asyncUtilTimeout: 15_000 });
`;
