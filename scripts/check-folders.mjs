// Fails where a folder of a package imports from one that it may not import from. Biome's
// noRestrictedImports could say the same in 500 lines of JSON.
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
    icons: [],
    provider: ['internals', 'locales'],
    bar: ['internals', 'locales', 'provider'],
    form: ['locales', 'provider', 'bar'],
    details: ['internals', 'bar', 'form'],
    'message-feedback': ['internals', 'provider', 'bar', 'form', 'details'],
    'feedback-bar': ['internals', 'bar', 'details', 'message-feedback'],
    hooks: ['provider', 'bar'],
  },
};

let checked = 0;
const problems = [];
for (const [root, folders] of Object.entries(FOLDERS)) {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const folder = folderOf(root, file);
    if (!/\.tsx?$/.test(file) || /\.test\./.test(file) || folder === null) continue;
    checked++;
    if (!(folder in folders)) problems.push(`${file}: "${folder}" is not in the table of this script.`);
    for (const imported of importsOf(file)) {
      const target = folderOf(root, imported);
      if (target === null || target === folder || folders[folder]?.includes(target)) continue;
      problems.push(`${file}: "${folder}" may not import from "${target}".`);
    }
  }
}
for (const problem of problems) console.error(problem);
console.log(`${checked} files, ${problems.length} imports against the direction of the folders`);
process.exitCode = checked > 0 && problems.length === 0 ? 0 : 1;

/** The folder below the root; null for a file at the root or outside of it. */
function folderOf(root, file) {
  const path = relative(root, file).split(sep);
  return path.length === 1 || path[0] === '..' ? null : path[0];
}

function importsOf(file) {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import\(?) ?'(\.[^']+)'/g);
  return [...specifiers].map(([, specifier]) => normalize(join(file, '..', specifier)));
}
