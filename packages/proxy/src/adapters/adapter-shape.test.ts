import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('.', import.meta.url);
const adapters = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the adapters', () => {
  it('are these', () => {
    expect(adapters.sort()).toEqual(['coze', 'dify', 'moveworks']);
  });

  it.each(adapters)('have the same files: %s', (vendor) => {
    const files = readdirSync(new URL(`${vendor}/`, FOLDER));
    const optional = [`${vendor}-tokens.ts`, `${vendor}-tokens.test.ts`];
    expect(files.filter((name) => !optional.includes(name)).sort()).toEqual(
      [
        '__fixtures__',
        `${vendor}-adapter.test.ts`,
        `${vendor}-adapter.ts`,
        `${vendor}-outcome.test.ts`,
        `${vendor}-outcome.ts`,
        `${vendor}-request.ts`,
        'index.ts',
      ].sort(),
    );
  });
});
