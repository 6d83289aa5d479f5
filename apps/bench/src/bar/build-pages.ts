import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, defaultClientConditions, type Plugin, type Rolldown } from 'vite';

const BARS = fileURLToPath(new URL('../../bars', import.meta.url));
const PAGE = `${BARS}/page.jsx`;
const WORKSPACE = fileURLToPath(new URL('../../../../package.json', import.meta.url));

/** Builds a host's page for each kind of row, for production and with Vite's defaults. */
export async function buildPages(names: readonly string[]): Promise<Map<string, BuiltPage>> {
  const pages = new Map<string, BuiltPage>();
  for (const name of names) pages.set(name, await buildPage(name));
  return pages;
}

async function buildPage(name: string): Promise<BuiltPage> {
  const output = (await build({
    root: BARS,
    configFile: false,
    logLevel: 'error',
    plugins: [react(), rowPlugin(name)],
    resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
    build: { write: false, rolldownOptions: { input: PAGE } },
  })) as Rolldown.RolldownOutput;
  const files = filesOf(output);
  return { files, bytes: bytesOf(output, files) };
}

/**
 * Makes `virtual:row` the row of a page. All pages have one React and one TanStack Query, and the kit is
 * the workspace's.
 */
const rowPlugin = (name: string): Plugin => ({
  name: 'bench-row',
  enforce: 'pre',
  resolveId(id) {
    if (id === 'virtual:row') return `${BARS}/rows/${name}.jsx`;
    if (/^(react|react-dom|@tanstack\/react-query)(\/|$)/.test(id))
      return this.resolve(id, PAGE, { skipSelf: true });
    if (id.startsWith('@message-feedback/')) return this.resolve(id, WORKSPACE, { skipSelf: true });
    return null;
  },
});

/** Compressed, as a server sends them. */
function filesOf({ output }: Rolldown.RolldownOutput): Map<string, Buffer> {
  const entry = output.find((file) => file.type === 'chunk' && file.isEntry);
  const styles = output.filter((file) => file.fileName.endsWith('.css'));
  const links = styles.map(({ fileName }) => `<link rel="stylesheet" href="/${fileName}">`).join('');
  const page = `<!doctype html><html lang="en"><title>Bench</title>${links}<div id="root"></div><script type="module" src="/${entry?.fileName}"></script></html>`;
  const contents = output.map((file): [string, string | Uint8Array] => [
    `/${file.fileName}`,
    file.type === 'chunk' ? file.code : file.source,
  ]);
  return new Map(
    [['/', page] as const, ...contents].map(([path, content]) => [path, brotliCompressSync(content)]),
  );
}

/** Sizes as a host pays them: each file compressed on its own. */
function bytesOf({ output }: Rolldown.RolldownOutput, files: ReadonlyMap<string, Buffer>): PageBytes {
  const chunks = output.filter((file) => file.type === 'chunk');
  const first = new Set<string>();
  const addWithImports = (fileName: string) => {
    const chunk = chunks.find((each) => each.fileName === fileName);
    if (chunk === undefined || first.has(fileName)) return;
    first.add(fileName);
    for (const imported of chunk.imports) addWithImports(imported);
  };
  for (const { isEntry, fileName } of chunks) if (isEntry) addWithImports(fileName);
  const sizeOf = (some: readonly { readonly fileName: string }[]) =>
    some.reduce((total, { fileName }) => total + (files.get(`/${fileName}`)?.length ?? 0), 0);
  const later = chunks.filter(({ fileName }) => !first.has(fileName));
  return {
    first: sizeOf(chunks.filter(({ fileName }) => first.has(fileName))),
    later: sizeOf(later),
    laterChunks: later.length,
    styles: sizeOf(output.filter(({ fileName }) => fileName.endsWith('.css'))),
  };
}

export interface BuiltPage {
  /** What a server responds with, by path, compressed with Brotli. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly bytes: PageBytes;
}

/** In bytes, compressed with Brotli. */
export interface PageBytes {
  readonly first: number;
  readonly later: number;
  readonly laterChunks: number;
  readonly styles: number;
}
