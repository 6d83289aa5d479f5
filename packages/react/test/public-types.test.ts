import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const react = new URL('../src/', import.meta.url);
const core = new URL('../../core/src/', import.meta.url);

/** The text of every exported type and function of the kit, without comments and bodies, by name. */
const declared = new Map([...declarationsIn(core), ...declarationsIn(react)]);
const exported = new Set(
  read(react, 'index.ts')
    .match(/\{[\s\S]*?\}/g)
    ?.flatMap((names) => names.match(/\b[A-Za-z]\w+\b(?=,| \})/g) ?? []),
);

const WRITTEN_BY_HOSTS = /Props$|Options$|^FeedbackReason$/;

// A host that wraps a component or the hook has to name the types of its props and results.
describe('the types of @message-feedback/react', () => {
  it.each([...exported].filter((name) => declared.has(name)))(
    'exports every type that %s mentions',
    (name) => {
      const mentioned = declared.get(name)?.match(/(?<![\w.'"`])[A-Z]\w+\b/g) ?? [];
      const missing = mentioned.filter((type) => declared.has(type) && !exported.has(type));
      expect([...new Set(missing)]).toEqual([]);
    },
  );

  // Otherwise `userId={session?.id}` is an error for hosts with `exactOptionalPropertyTypes`.
  it.each([...declared.keys()].filter((name) => WRITTEN_BY_HOSTS.test(name) && exported.has(name)))(
    'accepts `undefined` for every optional property of %s',
    (name) => {
      const optional = [...(declared.get(name)?.matchAll(/^ {2}(?:readonly )?(\w+)\?:([^;]*);/gm) ?? [])];
      const strict = optional.filter(([, , type]) => !/undefined|^ React\.ReactNode\b/.test(type ?? ''));
      expect(strict.map(([, property]) => property)).toEqual([]);
    },
  );

  it('are found, and so are those that they mention', () => {
    expect(exported).toContain('UseMessageFeedbackResult');
    expect(declared.get('UseMessageFeedbackResult')).toContain('FeedbackSnapshot');
    expect(declared.get('useMessageFeedback')).toContain('RatedMessage');
    expect(declared.get('useMessageFeedback')).not.toContain('useControlledClient');
  });
});

function declarationsIn(folder: URL): [name: string, text: string][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\./.test(file))
    .flatMap((file) => {
      const text = read(folder, file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const interfaces = text.matchAll(
        /^export interface (\w+)([\s\S]*?)^\}|^export interface (\w+)(.*\{\})/gm,
      );
      const types = text.matchAll(/^export type (\w+)([^{]*?;$|[\s\S]*?^\S*;$)/gm);
      const functions = text.matchAll(/^export function (\w+)([\s\S]*?\): .*?) \{$/gm);
      return [...interfaces, ...types, ...functions].map(
        ([, name, body, emptyName, head]): [string, string] => [name ?? emptyName ?? '', body ?? head ?? ''],
      );
    });
}

function read(folder: URL, file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}
