import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Compiles the program of a node to one JavaScript file and returns its path. The crash tests start
 * it hundreds of times, and compiling it at each start would take longer than the rest of the start.
 */
export async function buildNode(): Promise<string> {
  // Inside the package, so that the file finds the package's dependencies.
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
