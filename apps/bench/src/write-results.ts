import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pnpm } from '../../../scripts/pnpm.mjs';

/** Prints a run as Markdown, keeps its raw figures in `reports`, and writes a page of `docs` if asked. */
export function writeResults(run: object, markdown: string, { report, page, plots = {} }: ResultFiles): void {
  mkdirSync(path('reports'), { recursive: true });
  writeFileSync(path(`reports/${report}`), JSON.stringify(run, null, 2));
  process.stdout.write(markdown);
  if (page === null) return;
  writeFileSync(path(`docs/${page}`), markdown);
  for (const [name, svg] of Object.entries(plots)) writeFileSync(path(`docs/images/${name}`), svg);
  const [file, args, options] = pnpm('biome', 'check', '--write', `docs/${page}`);
  spawnSync(file, args, { ...options, cwd: path('.'), stdio: 'ignore' });
}

const path = (name: string) => new URL(`../../../${name}`, import.meta.url);

interface ResultFiles {
  readonly report: string;
  /** `null` for no page. */
  readonly page: string | null;
  /** The pictures of the page by their file names in `docs/images`. */
  readonly plots?: Readonly<Record<string, string>>;
}
