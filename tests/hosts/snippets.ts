import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf, HOST_MODULES } from '../../scripts/doc-blocks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READMES = [
  'README.md',
  'packages/core/README.md',
  'packages/proxy/README.md',
  'packages/react/README.md',
];

/** Writes the TypeScript of the READMEs into a folder, as its reader would paste it. */
export function writeSnippets(target: string, moduleResolution: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files: Record<string, string> = {
    ...HOST_MODULES,
    'better-sqlite3.ts': DRIVERS,
    'tsconfig.json': JSON.stringify(configOf(moduleResolution)),
  };
  for (const readme of READMES) {
    for (const [index, { language, code }] of blocksOf(readFileSync(join(root, readme), 'utf8')).entries()) {
      files[`${readme.replaceAll(/\W+/g, '-')}-${index}.${language}`] = code;
    }
  }
  for (const [file, code] of Object.entries(files)) writeFileSync(join(target, file), code);
}

/** The other driver whose types are known; libsql is in the READMEs. */
const DRIVERS = `import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'better-sqlite3';

export const store = createSqliteStore({ database: new Database('feedback.sqlite') });
`;

/** What `create-vite`, `create-next-app` and Node's documentation have in common. */
function configOf(moduleResolution: string): object {
  return {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      module: moduleResolution === 'node16' ? 'node16' : 'esnext',
      moduleResolution,
      jsx: 'react-jsx',
      types: ['node'],
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
    },
  };
}
