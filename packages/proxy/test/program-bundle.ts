import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Compiles a program of this folder to one JavaScript file and returns its path. The crash tests
 * start theirs hundreds of times, and compiling it at each start would take longer than the rest.
 */
export async function bundleProgram(file: string): Promise<string> {
  // Inside the package, so that the bundle finds the package's dependencies.
  const folder = fileURLToPath(new URL('../node_modules/.test-programs', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}/${basename(file, '.ts')}-${process.pid}.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@message-feedback/source'],
    external: ['libsql', 'pg'],
    logLevel: 'error',
  });
  return outfile;
}
