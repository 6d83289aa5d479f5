import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A module named after a language tag, such as `ja.ts` or `pt-BR.ts`. */
const LANGUAGE_MODULE = /^([a-z]{2,3}(?:-[A-Z][A-Za-z]+)?)\.ts$/;

const languages = readdirSync(root('packages/react/src/locales'))
  .flatMap((name) => LANGUAGE_MODULE.exec(name)?.[1] ?? [])
  .sort();

describe('every language in packages/react/src/locales', () => {
  it('is found by its file name', () => {
    expect(languages).toEqual(expect.arrayContaining(['en', 'ja', 'pt-BR', 'zh-Hans']));
  });

  it('is an entry point of the package', () => {
    const { exports } = JSON.parse(read('packages/react/package.json')) as { exports: object };
    const entries = Object.keys(exports).filter((name) => name.startsWith('./locales/'));
    expect(entries.sort()).toEqual(languages.map((tag) => `./locales/${tag}`));
  });

  it('has a size limit', () => {
    const limits = JSON.parse(read('.size-limit.json')) as { path: string }[];
    const limited = limits.flatMap(({ path }) => /dist\/locales\/(.+)\.js$/.exec(path)?.[1] ?? []);
    expect(limited.sort()).toEqual(languages);
  });

  it.each(['README.md', 'packages/react/README.md'])('is named in %s, if it is not English', (document) => {
    const text = read(document);
    expect(languages.filter((tag) => tag !== 'en' && !text.includes(`\`${tag}\``))).toEqual([]);
  });

  it('is named in English in packages/react/README.md', () => {
    const text = read('packages/react/README.md').replaceAll(/\s+/g, ' ');
    const names = new Intl.DisplayNames('en', { type: 'language' });
    expect(languages.filter((tag) => !text.includes(String(names.of(tag))))).toEqual([]);
  });
});

function root(path: string): URL {
  return new URL(`../../../${path}`, import.meta.url);
}

function read(path: string): string {
  return readFileSync(root(path), 'utf8');
}
