import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));

describe('a server component that imports the kit', () => {
  it('runs the modules that are not client modules, and gets references to the others', async () => {
    const kit = await bundleForServerComponents([referenceClientModules]);
    expect(kit.FeedbackBar).toEqual({ clientReference: 'FeedbackBar' });
    expect(kit.FeedbackProvider).toEqual({ clientReference: 'FeedbackProvider' });
    expect(kit.useMessageFeedback).toEqual({ clientReference: 'useMessageFeedback' });
    expect(kit.countCharacters).toBeTypeOf('function');
    const parts = Object.values(kit.MessageFeedback as object);
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) expect(part).toHaveProperty('clientReference');
  });

  it('would fail if client modules ran there, so the test above is meaningful', async () => {
    await expect(bundleForServerComponents([])).rejects.toThrow('is not a function');
  });
});

describe('’use client’', () => {
  const modules = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.(test|d)\./.test(file),
  );
  const usesClientReact = modules.filter((file) =>
    /\bReact\.(use[A-Z]|createContext|forwardRef|memo)|\buse[A-Z]\w*\(/.test(read(file)),
  );

  /** So a server component can pass `labels={ja}`, although some labels are functions. */
  const languages = modules.filter((file) => /^locales\/[a-z]{2}(-[A-Z]\w+)?\.ts$/.test(file));

  it('applies to existing source files', () => {
    expect(usesClientReact.length).toBeGreaterThan(20);
    expect(languages).toHaveLength(10);
  });

  it.each(usesClientReact)('is the first line of %s', (file) => {
    expect(read(file)).toMatch(/^'use client';\n/);
  });

  it.each(languages)('is the first line of the language %s', (file) => {
    expect(read(file)).toMatch(/^'use client';\n/);
  });

  it.each(['index.ts', 'message-feedback/index.parts.ts'])('is not in %s', (file) => {
    expect(read(file)).not.toContain('use client');
  });
});

function read(file: string): string {
  return readFileSync(source + file, 'utf8');
}

/** Bundles the kit with React's server half, as a framework does, and runs it. */
async function bundleForServerComponents(plugins: Plugin[]): Promise<Record<string, unknown>> {
  const { outputFiles } = await build({
    entryPoints: [`${source}index.ts`],
    bundle: true,
    write: false,
    outfile: 'kit.js',
    format: 'esm',
    platform: 'node',
    conditions: ['react-server', '@message-feedback/source'],
    plugins,
    logLevel: 'silent',
  });
  const [code] = outputFiles;
  if (code === undefined) throw new Error('There is no bundle.');
  return import(`data:text/javascript;base64,${Buffer.from(code.contents).toString('base64')}`);
}

/** Treats a client module as bundlers do: only references to its exports remain. */
const referenceClientModules: Plugin = {
  name: 'reference-client-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.startsWith("'use client'")) return undefined;
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return {
        contents: names.map((name) => `export const ${name} = { clientReference: '${name}' };`).join('\n'),
      };
    });
  },
};
