// Checks the documents: every relative link leads to a file and one of its headings, every link to a
// test file names a test in it, every threat names one, and every TypeScript block with an import
// compiles. Every source file that ARCHITECTURE.md or CONTRIBUTING.md names exists. The translated
// READMEs have the links and the code of the English one. A block can name its file
// (```ts server.ts), so that other blocks of the document can import it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { blocksOf, HOST_MODULES } from './doc-blocks.mjs';

/** A link to a test file: its text and its path. */
const TEST_LINK = /\[([^\]]+)\]\(([^)\s]+\.(?:test|spec)\.tsx?)\)/g;

const files = gitFiles('*.md', '*.mdx');
if (files.length === 0) throw new Error('git names no documents. Run this inside a checkout.');

const texts = new Map(files.map((file) => [resolve(file), readFileSync(file, 'utf8')]));
const problems = [...texts].flatMap(([file, text]) => [
  ...brokenLinks(file, text),
  ...missingTests(file, text),
]);
problems.push(...untestedThreats('docs/guides/threat-model.md'));
problems.push(...missingSources('ARCHITECTURE.md'), ...missingSources('CONTRIBUTING.md'));
problems.push(...outdatedTranslations('README.md', ['README.zh-CN.md', 'README.ja.md']));
for (const problem of problems) console.error(problem);
const compiles = compileBlocks();
console.log(`${files.length} documents, ${problems.length} problems, ${compiles} blocks compiled`);
process.exitCode = problems.length > 0 || compiles === 0 ? 1 : 0;

function gitFiles(...patterns) {
  const options = ['--cached', '--others', '--exclude-standard'];
  const { stdout } = spawnSync('git', ['ls-files', ...options, ...patterns], { encoding: 'utf8' });
  return stdout
    .trim()
    .split('\n')
    .filter((file) => existsSync(file));
}

function brokenLinks(file, text) {
  return linksOf(text)
    .filter((link) => !/^([a-z]+:|\?|\/)/i.test(link) && !isFound(file, link))
    .map((link) => `${relative('.', file)}: "${link}" leads nowhere.`);
}

function linksOf(text) {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
}

/** Links and code that the original has, and a translation of it does not. */
function outdatedTranslations(original, translations) {
  const text = texts.get(resolve(original));
  return translations.flatMap((file) => {
    const translation = texts.get(resolve(file));
    const links = new Set(linksOf(translation));
    const code = new Set(blocksOf(translation).map((block) => withoutWords(block.code)));
    return [
      ...linksOf(text)
        .filter((link) => link !== file && !links.has(link))
        .map((link) => `${file}: it lacks the link "${link}" of ${original}.`),
      ...blocksOf(text)
        .filter((block) => !code.has(withoutWords(block.code)))
        .map((block) => `${file}: it lacks the ${block.language} block of ${original}.`),
    ];
  });
}

/** Code without its comments, its empty lines and the language that it imports. */
function withoutWords(code) {
  const words = / *\/\/ .*$|^import .*\/locales\/.*$| labels=\{\w+\}/gm;
  return code.replace(words, '').replace(/^\n/gm, '');
}

/** Links to test files whose text is not the name of a test in that file. */
function missingTests(file, text) {
  return [...withoutCode(text).matchAll(TEST_LINK)]
    .map(([, name, link]) => ({ name, link, path: resolve(dirname(file), decodeURI(link)) }))
    .filter(({ name, path }) => existsSync(path) && !hasTest(readFileSync(path, 'utf8'), name))
    .map(({ name, link }) => `${relative('.', file)}: "${link}" has no test "${name}".`);
}

/** Whether a test, a suite or a case of `it.each` has this name. */
function hasTest(source, name) {
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((title) => source.includes(title));
}

/** The rows of the tables of threats that name no test. */
function untestedThreats(file) {
  const rows = texts.get(resolve(file))?.match(/^\|.*\|$/gm) ?? [];
  const threats = rows.filter((row, index) => !/^\| ?-/.test(row) && !/^\| ?-/.test(rows[index + 1] ?? ''));
  if (threats.length === 0) return [`${file}: it has no table of threats.`];
  return threats
    .filter((row) => row.match(TEST_LINK) === null)
    .map((row) => `${file}: no test is named for "${row.split('|')[1]?.trim()}".`);
}

/** The source files that a document names in code spans, by the end of their path, and that are not there. */
function missingSources(file) {
  const sources = gitFiles('*.ts', '*.tsx', '*.mjs').map((path) => `/${path}`);
  return [...(texts.get(resolve(file))?.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs))[ `]/g) ?? [])]
    .map(([, name]) => name)
    .filter((name) => !sources.some((path) => path.endsWith(`/${name}`)))
    .map((name) => `${file}: there is no "${name}".`);
}

function isFound(file, link) {
  const [path, anchor] = link.split('#');
  const target = path === '' ? file : resolve(dirname(file), decodeURI(path));
  if (!existsSync(target)) return false;
  return anchor === undefined || !texts.has(target) || anchorsOf(texts.get(target)).has(anchor);
}

/** The anchors that GitHub derives from the headings. */
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

/**
 * Compiles each document's blocks in a folder of the package it belongs to, where imports resolve
 * as they do in a host app.
 */
function compileBlocks() {
  const folders = new Set();
  const blockFiles = [];
  for (const [file, text] of texts) {
    const blocks = blocksOf(text);
    if (blocks.length === 0) continue;
    const path = relative('.', file);
    const [owner = ''] = /^(packages|apps)\/[^/]+\//.exec(path) ?? [];
    const cache = resolve(owner, 'node_modules/.cache/docs');
    if (!folders.has(cache)) rmSync(cache, { recursive: true, force: true });
    folders.add(cache);

    const folder = join(cache, path.replaceAll(/[^\w]+/g, '-'));
    mkdirSync(folder, { recursive: true });
    for (const [name, code] of Object.entries(HOST_MODULES)) writeFileSync(join(folder, name), code);
    for (const { language, name, code } of blocks) {
      const block = join(folder, name ?? `block-${blockFiles.length + 1}.${language}`);
      writeFileSync(block, code);
      blockFiles.push(block);
    }
  }
  const [main] = folders;
  const config = {
    extends: relative(main, resolve('tsconfig.json')),
    compilerOptions: { noUnusedLocals: false },
    // Each block by its name: with a pattern, blocks that it does not match are not compiled.
    files: blockFiles.map((block) => relative(main, block)),
    include: [],
    exclude: [],
  };
  writeFileSync(join(main, 'tsconfig.json'), JSON.stringify(config));
  const { status, error } = spawnSync('tsc', ['-p', main], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error !== undefined)
    throw new Error('tsc could not be started. Run `pnpm check:docs`.', { cause: error });
  return status === 0 ? blockFiles.length : 0;
}
