import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, string | Record<string, string>>;
};

/** The run-time exports of each entry point. Adding a name is a promise; removing one is a breaking change. */
const SURFACE: Record<string, string[]> = {
  '.': [
    'TIMINGS',
    'TokenUnavailableError',
    'createFeedbackProxy',
    'createMemoryStore',
    'eventLevel',
    'sealMessageRef',
  ],
  './node': ['createNodeListener'],
  './dify': ['createDifyAdapter', 'foldFeedback'],
  './coze': ['createCozeAdapter', 'createCozeTokens'],
  './moveworks': ['createMoveworksAdapter', 'createMoveworksTokens', 'foldFeedback'],
  './sqlite': ['createSqliteStore'],
  './postgres': ['createPostgresStore', 'postgresMigration'],
  './testing': ['describeAdapter', 'describeStore'],
};

describe('@message-feedback/proxy', () => {
  it('has exactly these entry points', () => {
    expect(Object.keys(exports).filter((name) => name !== './package.json')).toEqual(Object.keys(SURFACE));
  });

  it.each(Object.entries(SURFACE))('exports exactly these names from %s', async (entry, names) => {
    const target = exports[entry];
    if (typeof target !== 'object') throw new Error(`${entry} has no conditions in package.json.`);
    const module = await import(new URL(`../${target['@message-feedback/source']}`, import.meta.url).href);
    expect(Object.keys(module).sort()).toEqual(names);
  });
});

describe('every adapter in packages/proxy/src/adapters', () => {
  const vendors = readdirSync(new URL('../src/adapters', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it.each(vendors)('%s is an entry point of the package', (vendor) => {
    expect(Object.keys(SURFACE)).toContain(`./${vendor}`);
  });

  it.each(vendors)('%s is in the tables of upstreams', (vendor) => {
    expect(documentText('../README.md')).toContain(`\`@message-feedback/proxy/${vendor}\``);
    expect(documentText('../../../README.md')).toMatch(new RegExp(`^\\| ${vendor} .*\\|$`, 'im'));
  });
});

function documentText(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
