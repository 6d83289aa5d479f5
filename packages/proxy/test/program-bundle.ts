import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram as bundle } from '../../../scripts/bundle-program.mjs';

/**
 * Compiles a program to one JavaScript file and returns its path. The crash tests start theirs
 * hundreds of times, and compiling it at each start would take longer than the rest of the start.
 */
export async function bundleProgram(program: URL): Promise<string> {
  // Inside the package, so that the bundle finds the package's dependencies.
  const folder = fileURLToPath(new URL('../node_modules/.test-programs', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const entry = fileURLToPath(program);
  const outfile = `${folder}/${basename(entry, '.ts')}-${process.pid}.mjs`;
  await bundle(entry, outfile);
  return outfile;
}
