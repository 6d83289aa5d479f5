import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { exports, typesVersions, description } = JSON.parse(documentText('../package.json')) as {
  exports: Record<string, string | Record<string, string>>;
  typesVersions: { '*': Record<string, string[]> };
  description: string;
};

/** The run-time exports of each entry point. Adding a name is a promise; removing one is a breaking change. */
const SURFACE: Record<string, string[]> = {
  '.': [
    'TIMINGS',
    'TokenError',
    'TokenRefusedError',
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
  './sqlite': ['createD1Store', 'createSqliteStore'],
  './postgres': ['createPostgresStore', 'postgresMigration'],
  './opentelemetry': ['createOpenTelemetry'],
  './testing': ['describeAdapter', 'describeStore'],
};

describe('@message-feedback/proxy', () => {
  it('has exactly these entry points', () => {
    const entries = Object.keys(exports).filter((name) => name !== './package.json');
    expect(entries.sort()).toEqual(Object.keys(SURFACE).sort());
  });

  it('has the types of each entry point for compilers that ignore `exports`', () => {
    const entries = Object.entries(exports).flatMap(([name, target]) =>
      name !== '.' && typeof target === 'object' ? [[name.slice(2), [target.types]]] : [],
    );
    expect(typesVersions['*']).toEqual(Object.fromEntries(entries));
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

  describe.each([
    ['the first paragraph of README.md', paragraphOf('../../../README.md', 'Thumbs up')],
    ['the first paragraph of the proxy’s README', paragraphOf('../README.md', 'A server-side proxy')],
    ['the quick start of the React README', paragraphOf('../../react/README.md', 'The endpoint is')],
    ['the description in package.json', description],
    ['the diagram in ARCHITECTURE.md', documentText('../../../ARCHITECTURE.md').split('```')[1] ?? ''],
  ])('is named in %s:', (_, text) => {
    it.each(vendors)('%s', (vendor) => {
      expect(text.toLowerCase()).toContain(vendor);
    });
  });
});

/** The paragraph that begins with these words. */
function paragraphOf(path: string, start: string): string {
  const paragraphs = documentText(path).split('\n\n');
  return paragraphs.find((paragraph) => paragraph.startsWith(start)) ?? '';
}

function documentText(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
