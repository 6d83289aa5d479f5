// Fails where a folder of a package imports from one that it may not import from, or a package from
// another one. Biome's noRestrictedImports could say the same in 500 lines of JSON.
import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';

/** The folders of each package, and for each of them the others that it may import from. */
const FOLDERS = {
  'packages/core/src': {
    feedback: [],
    wire: ['feedback'],
    state: ['feedback', 'wire'],
    engine: ['feedback', 'wire', 'state'],
    client: ['feedback', 'wire', 'state', 'engine'],
    testing: ['feedback', 'wire', 'engine'],
  },
  'packages/proxy/src': {
    adapters: [],
    stores: ['adapters'],
    events: ['adapters', 'stores'],
    telemetry: ['stores', 'events'],
    sealing: ['adapters'],
    admission: ['adapters', 'stores', 'sealing'],
    delivery: ['adapters', 'stores', 'events', 'telemetry'],
    http: ['adapters', 'stores', 'events', 'admission', 'delivery'],
    operations: ['stores', 'delivery', 'telemetry'],
    testing: ['adapters', 'stores'],
  },
  'packages/react/src': {
    internals: [],
    locales: [],
    provider: ['internals', 'locales'],
    bar: ['internals', 'locales', 'provider'],
    form: ['locales', 'provider', 'bar'],
    details: ['internals', 'bar', 'form'],
    'message-feedback': ['internals', 'provider', 'bar', 'form', 'details'],
    'feedback-bar': ['internals', 'bar', 'details', 'message-feedback'],
    hooks: ['internals', 'locales', 'provider', 'bar', 'form'],
  },
};

/** The packages of the workspace that these sources may import from, tests included. */
const PACKAGES = {
  'packages/core/src': [],
  'packages/react/src': ['core'],
  'packages/proxy/src': ['core'],
  'apps/emulators/src': [],
  'apps/bench/src': ['core', 'proxy'],
  'apps/chat/src': ['core', 'react'],
  'apps/chat/contract': [],
  'apps/chat/server': ['core', 'proxy', 'emulators'],
  'apps/storybook/src': ['core', 'react'],
  'apps/storybook/stories': ['core', 'react'],
};

const checked = new Set();
const problems = [];
for (const [root, packages] of Object.entries(PACKAGES)) {
  const [area, own] = root.split('/');
  const home = join(area, own) + sep;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!/\.tsx?$/.test(file)) continue;
    checked.add(file);
    for (const imported of importsOf(file)) {
      if (imported.startsWith(home) || !/^(packages|apps)\b/.test(imported)) continue;
      problems.push(`${file}: "${imported}" is in another package.`);
    }
    for (const imported of packagesOf(file)) {
      if (imported === own || packages.includes(imported)) continue;
      problems.push(`${file}: "${own}" may not import from "${imported}".`);
    }
  }
}
for (const [root, folders] of Object.entries(FOLDERS)) {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const folder = folderOf(root, file);
    if (!/\.tsx?$/.test(file) || /\.test\./.test(file) || folder === null) continue;
    checked.add(file);
    if (!(folder in folders)) problems.push(`${file}: "${folder}" is not in the table of this script.`);
    for (const imported of importsOf(file)) {
      const target = folderOf(root, imported);
      if (target === null || target === folder || folders[folder]?.includes(target)) continue;
      problems.push(`${file}: "${folder}" may not import from "${target}".`);
    }
  }
}
for (const problem of problems) console.error(problem);
console.log(`${checked.size} files, ${problems.length} problems`);
process.exitCode = checked.size > 0 && problems.length === 0 ? 0 : 1;

/** The folder below the root; null for a file at the root or outside of it. */
function folderOf(root, file) {
  const path = relative(root, file).split(sep);
  return path.length === 1 || path[0] === '..' ? null : path[0];
}

/** Relative imports, except those with a query, such as `?raw`, which reads the file as a text. */
function importsOf(file) {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import\(?) ?'(\.[^'?]+)'/g);
  return [...specifiers].map(([, specifier]) => normalize(join(file, '..', specifier)));
}

/** The packages of the workspace that a file imports from, in code and in examples. */
function packagesOf(file) {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import\(?) ?'@message-feedback\/([a-z]+)/g);
  return [...specifiers].map(([, name]) => name);
}
