import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, string | Record<string, string>>;
};

/** The run-time exports of each entry point. Removing one breaks host apps. */
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
  it('has these entry points', () => {
    expect(Object.keys(exports).filter((name) => name !== './package.json')).toEqual(Object.keys(SURFACE));
  });

  it.each(Object.entries(SURFACE))('exports from %s exactly the public API', async (entry, names) => {
    const target = exports[entry];
    if (typeof target !== 'object') throw new Error(`${entry} has no conditions in package.json.`);
    const module = await import(new URL(`../${target['@message-feedback/source']}`, import.meta.url).href);
    expect(Object.keys(module).sort()).toEqual(names);
  });
});
