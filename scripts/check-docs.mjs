// Checks the documents: every relative link leads to a file, and to a heading of it; every TypeScript block that imports
// something compiles.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Documents whose blocks leave out what the reader's own app has. */
const FRAGMENTS = new Set(['docs/guides/write-an-adapter.md', 'packages/proxy/README.md']);

const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md', '*.mdx'], {
  encoding: 'utf8',
})
  .stdout.trim()
  .split('\n')
  .filter((file) => existsSync(file));
if (files.length === 0) throw new Error('git names no documents. Run this inside a checkout.');

const texts = new Map(files.map((file) => [resolve(file), readFileSync(file, 'utf8')]));
const problems = [...texts].flatMap(([file, text]) => brokenLinks(file, text));
for (const problem of problems) console.error(problem);
const compiles = compileBlocks();
console.log(`${files.length} documents, ${problems.length} broken links, ${compiles} blocks compiled`);
process.exitCode = problems.length > 0 || compiles === 0 ? 1 : 0;

function brokenLinks(file, text) {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links
    .filter((link) => !/^([a-z]+:|\?|\/)/i.test(link) && !isFound(file, link))
    .map((link) => `${relative('.', file)}: "${link}" leads nowhere.`);
}

function isFound(file, link) {
  const [path, anchor] = link.split('#');
  const target = path === '' ? file : resolve(dirname(file), decodeURI(path));
  if (!existsSync(target)) return false;
  return anchor === undefined || !texts.has(target) || anchorsOf(texts.get(target)).has(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text) {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(text) {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

/** Inside the workspace, so that the packages are found as a host finds them. */
function compileBlocks() {
  const folder = resolve('node_modules/.cache/docs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  for (const [file, text] of texts) {
    if (FRAGMENTS.has(relative('.', file))) continue;
    for (const [, language, code] of text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)) {
      if (!/^import /m.test(code)) continue;
      const name = relative('.', file).replaceAll(/[^\w]+/g, '-');
      writeFileSync(join(folder, `${name}-${++count}.${language}`), code);
    }
  }
  const config = {
    extends: relative(folder, resolve('tsconfig.json')),
    compilerOptions: { noUnusedLocals: false },
    include: ['*'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { status } = spawnSync('tsc', ['-p', folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0 ? count : 0;
}
