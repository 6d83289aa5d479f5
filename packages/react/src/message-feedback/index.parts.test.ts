import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as parts from './index.parts.ts';

describe('MessageFeedback', () => {
  it.each(Object.keys(parts))('has a test beside %s', (name) => {
    expect(existsSync(new URL(`MessageFeedback${name}.browser.test.tsx`, import.meta.url))).toBe(true);
  });
});
