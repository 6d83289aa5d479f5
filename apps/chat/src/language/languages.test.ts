import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isLanguageTag, LANGUAGES } from './languages.ts';

const tags = Object.keys(LANGUAGES).filter(isLanguageTag);

it('offers every language of the kit', () => {
  const manifest = new URL('../../../../packages/react/package.json', import.meta.url);
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports: object };
  const shipped = Object.keys(exports).flatMap((name) => /^\.\/locales\/(.+)/.exec(name)?.[1] ?? []);
  expect([...tags].sort()).toEqual(shipped.sort());
});

describe.each(tags)('the chat in %s', (tag) => {
  it('has the labels of the same language, and four examples of its own', async () => {
    const { labels, words } = await LANGUAGES[tag].load();
    expect(labels.locale).toBe(tag);
    expect(new Set(words.examples).size).toBe(4);
  });

  it('names what the user wrote, the upstream and each number', async () => {
    const { words } = await LANGUAGES[tag].load();
    for (const text of [words.rename('Sums'), words.remove('Sums'), words.removeText('Sums')])
      expect(text).toContain('Sums');
    for (const text of [words.emulated, words.runsOn, words.reasonsInComment])
      expect(text('Dify')).toContain('Dify');
    expect(words.undoFor(45)).toContain('45');
    expect(words.limits(10, 30, 250)).toMatch(/10.*30.*250/);
  });
});
