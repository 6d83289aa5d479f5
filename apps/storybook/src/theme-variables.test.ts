import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { THEME_VARIABLES } from './theme-variables.ts';

const stylesheet = readFileSync(
  new URL('../../../packages/react/src/styles.css', import.meta.url),
  'utf8',
).replace(/\s+/g, ' ');

describe('the documented variables', () => {
  it('are those that styles.css reads, no more and no fewer', () => {
    const read = [...stylesheet.matchAll(/--message-feedback-([a-z-]+)/g)].map(([, name]) => name);
    expect(THEME_VARIABLES.map(({ name }) => name).sort()).toEqual([...new Set(read)].sort());
  });

  const values = THEME_VARIABLES.filter(({ standard }) => /^[#\d]|^[A-Za-z]+$/.test(standard));

  it.each(values)('are shown with their defaults: $name', ({ name, standard }) => {
    // The accent and the size have a private variable in between.
    const private_ = `(, var\\(--_(text|height))?`;
    const read = new RegExp(`--message-feedback-${name}${private_}, ${standard.replaceAll('.', '\\.')}`);
    expect(stylesheet).toMatch(read);
  });
});
