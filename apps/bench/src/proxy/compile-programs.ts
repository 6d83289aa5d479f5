import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../../../scripts/bundle-program.mjs';

/** Compiles the programs that import the kit, as a host's build does. */
export async function compilePrograms(): Promise<CompiledPrograms> {
  // Inside the app, so that the bundles find its packages.
  const folder = new URL('../../node_modules/.programs/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const compile = async (name: string) => {
    const bundle = fileURLToPath(new URL(`${name}-${process.pid}.mjs`, folder));
    await bundleProgram(fileURLToPath(new URL(`../../programs/${name}.ts`, import.meta.url)), bundle);
    return bundle;
  };
  return {
    ours: await compile('ours'),
    load: await compile('load'),
    inserts: await compile('inserts'),
  };
}

/** Their files. */
export interface CompiledPrograms {
  readonly ours: string;
  /** The clients. */
  readonly load: string;
  readonly inserts: string;
}
