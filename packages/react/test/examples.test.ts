import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

const source = new URL('../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' });

const componentsAndHooks = Object.keys(api).filter((name) => /^(use)?[A-Z]/.test(name) && fileOf(name));
const parts = Object.keys(api.MessageFeedback).map((part) => `MessageFeedback${part}`);

// Editors show the example together with the name.
describe('the documentation', () => {
  it.each([...componentsAndHooks, ...parts])('of %s has an example', (name) => {
    const [before = ''] = readFileSync(new URL(fileOf(name) ?? '', source), 'utf8').split(
      new RegExp(`\nexport (?:const|function) ${name}\\b`),
    );
    expect(before.slice(before.lastIndexOf('/**'))).toContain('@example');
  });

  it('is checked for components, hooks and parts', () => {
    expect(componentsAndHooks).toContain('FeedbackBar');
    expect(componentsAndHooks).toContain('useMessageFeedback');
    expect(parts).toContain('MessageFeedbackRoot');
  });
});

function fileOf(name: string): string | undefined {
  return files.find((path) => new RegExp(`(^|/)${name}\\.tsx?$`).test(path));
}
