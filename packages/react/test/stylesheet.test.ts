import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const tailwind = require('tailwindcss-3');
// The same PostCSS that Tailwind has in a host's build.
const postcss = createRequire(require.resolve('tailwindcss-3'))('postcss');

it('styles.css passes through the build of a host with Tailwind 3 unchanged', async () => {
  const from = new URL('../src/styles.css', import.meta.url).pathname;
  const stylesheet = readFileSync(from, 'utf8');
  const { css } = await postcss([tailwind({ content: [{ raw: '' }] })]).process(stylesheet, { from });
  expect(css).toBe(stylesheet);
});
