import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStates, readSummary } from './read-part.ts';

const folder = new URL('../../../../packages/react/src/message-feedback/', import.meta.url);
const source = (part: string) => readFileSync(new URL(`MessageFeedback${part}.tsx`, folder), 'utf8');
const parts = readdirSync(folder).flatMap((name) => /^MessageFeedback(\w+)\.tsx$/.exec(name)?.[1] ?? []);

describe('what the pages read from the parts', () => {
  it.each(parts)('says what %s is and which element it renders', (part) => {
    expect(readSummary(source(part))).toMatch(/\. Renders an? `<.+/);
  });

  it('finds states with their selectors', () => {
    expect(readStates(source('Like'))).toEqual([
      { selector: '[data-pressed]', when: "Whether this is the user's rating." },
      { selector: '[aria-disabled]', when: 'Whether a press does nothing but explain why.' },
    ]);
  });

  it('finds every selector that a part declares', () => {
    for (const part of parts) {
      const declared = source(part).match(/@selector/g) ?? [];
      expect(readStates(source(part)), part).toHaveLength(declared.length);
    }
  });

  it('has a page of stories for each of them', () => {
    const pages = readdirSync(new URL('../../stories/parts/', import.meta.url));
    expect(pages.map((name) => name.replace('.stories.tsx', '')).sort()).toEqual([...parts].sort());
  });
});
