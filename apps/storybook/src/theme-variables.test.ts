import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { THEME_VARIABLES, type ThemeVariable } from './theme-variables.ts';

const stylesheet = readFileSync(
  new URL('../../../packages/react/src/styles.css', import.meta.url),
  'utf8',
).replace(/\s+/g, ' ');

describe('the documented variables', () => {
  it('are those that styles.css reads, no more and no fewer', () => {
    const read = [...stylesheet.matchAll(/--message-feedback-([a-z-]+)/g)].map(([, name]) => name);
    expect(THEME_VARIABLES.map(({ name }) => name).sort()).toEqual([...new Set(read)].sort());
  });

  it.each<ThemeVariable>(THEME_VARIABLES)('are told with their defaults: $name', ({ name, light, dark }) => {
    const standard = dark === undefined ? light : `light-dark(${light}, ${dark})`;
    const reads = [
      `var(--message-feedback-${name}, ${standard}`,
      `var(--message-feedback-${name}, calc(${standard}`,
    ];
    expect(reads.some((read) => stylesheet.includes(read))).toBe(true);
  });
});
