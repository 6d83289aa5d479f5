import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from './languages.ts';

it('offers every language of the kit, and the pseudo-locale, in the toolbar', () => {
  const manifest = new URL('../../../packages/react/package.json', import.meta.url);
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports: object };
  const shipped = Object.keys(exports).flatMap((name) => /^\.\/locales\/(.+)/.exec(name)?.[1] ?? []);
  expect(LANGUAGES.map(({ labels }) => labels.locale).sort()).toEqual([...shipped, 'en-XA'].sort());
});
