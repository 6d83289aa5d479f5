import { describe, expect, it } from 'vitest';
import { composeReply } from './reply.ts';

const NOON = Date.UTC(2026, 4, 17, 12);

describe('composeReply', () => {
  it('solves a sum, brackets first', () => {
    expect(composeReply('What is 17 * (23 + 4)?', NOON)).toContain('459');
  });

  it('understands sums in words of three languages', () => {
    expect(composeReply('seven? no: 12 divided by 5', NOON)).toContain('2.4');
    expect(composeReply('12 乘以 5 等于多少', NOON)).toContain('60');
    expect(composeReply('12 足す 5 はいくつですか', NOON)).toContain('17');
  });

  it('takes neither a date nor a division by zero for a sum', () => {
    expect(composeReply('meet me on 2026-05-17', NOON)).toContain('do not know');
    expect(composeReply('1 / 0', NOON)).toContain('do not know');
  });

  it('tells the date it is given', () => {
    expect(composeReply('What is the date today?', NOON)).toContain('May 17, 2026');
    expect(composeReply('今天几号', NOON)).toContain('2026年5月17日');
    expect(composeReply('今日は何日ですか', NOON)).toContain('2026年5月17日');
  });

  it('greets in the language it is greeted in', () => {
    expect(composeReply('hi', NOON)).toMatch(/^Hello/);
    expect(composeReply('你好', NOON)).toMatch(/^你好/);
    expect(composeReply('こんにちは', NOON)).toMatch(/^こんにちは/);
  });

  it('shows code and lists as Markdown', () => {
    expect(composeReply('show me some code', NOON)).toContain('```ts');
    expect(composeReply('给我一份清单', NOON)).toMatch(/^1\. /m);
  });

  it('says honestly that it does not know, and quotes no Markdown back', () => {
    const reply = composeReply('**why** <b>is a raven</b> like a writing desk', NOON);
    expect(reply).not.toContain('<b>');
    expect(composeReply('qwertyuiop '.repeat(30), NOON)).toMatch(/…”.*do not know/);
  });
});
