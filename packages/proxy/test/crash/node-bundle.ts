import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Compiles the node that the crash tests start hundreds of times to one file of plain JavaScript, as compiling it with each start would
 * take longer than all else that a start does. Returns the file.
 */
export async function buildNode(): Promise<string> {
  // Inside the package, so that the file finds what the package depends on.
  const folder = fileURLToPath(new URL('../../node_modules/.crash-tests', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}/run-node-${process.pid}.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL('node-program.ts', import.meta.url))],
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
