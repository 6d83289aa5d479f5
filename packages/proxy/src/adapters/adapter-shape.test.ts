import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('.', import.meta.url);
const adapters = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('every adapter has the same shape', () => {
  it('there are three', () => {
    expect(adapters.sort()).toEqual(['coze', 'dify', 'moveworks']);
  });

  it.each(adapters)('%s', (vendor) => {
    const files = readdirSync(new URL(`${vendor}/`, FOLDER)).filter((name) => !name.endsWith('.test.ts'));
    const optional = `${vendor}-tokens.ts`;
    expect(files.filter((name) => name !== optional).sort()).toEqual(
      [
        '__fixtures__',
        `${vendor}-adapter.ts`,
        `${vendor}-outcome.ts`,
        `${vendor}-request.ts`,
        'index.ts',
      ].sort(),
    );
  });
});
