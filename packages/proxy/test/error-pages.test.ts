import { readdirSync, readFileSync } from 'node:fs';
import { FEEDBACK_ERRORS } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../../docs/errors/', import.meta.url);

describe('docs/errors', () => {
  it('has exactly one page for each error code', () => {
    const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(
      Object.keys(FEEDBACK_ERRORS)
        .map((code) => `${code}.md`)
        .sort(),
    );
  });

  it.each(Object.entries(FEEDBACK_ERRORS))(
    'states what happened, the probable cause and what to do about %s',
    (code, { status }) => {
      const page = readFileSync(new URL(`${code}.md`, FOLDER), 'utf8');
      expect(page.startsWith(`# \`${code}\`\n`)).toBe(true);
      for (const part of ['**What happened.**', '**Probable cause', '**What to do.**'])
        expect(page).toContain(part);
      expect(page).toContain(status === 0 ? 'No HTTP status' : `HTTP ${status}`);
    },
  );
});
