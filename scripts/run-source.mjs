import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a TypeScript program of the workspace, by default with the options of this process, and ends as it does. */
export async function runSource(program, options = process.argv.slice(2)) {
  const source = ['--conditions=@message-feedback/source', '--import', 'tsx'];
  const child = spawn(process.execPath, [...source, program, ...options], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}
