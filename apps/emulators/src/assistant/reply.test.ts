import { describe, expect, it } from 'vitest';
import { composeReply, splitIntoChunks } from './reply.ts';

const NOON = Date.UTC(2026, 4, 17, 12);

describe('composeReply', () => {
  it.each([
    ['What is 17 * 23?', '391'],
    ['seven? no: 12 divided by 5', '2.4'],
    ['0.1 + 0.2', '0.3'],
    ['12 乘以 5 等于多少', '60'],
    ['12 足す 5 はいくつですか', '17'],
    ['10 - 3 = ?', '7'],
  ])('solves a sum in signs or words: %s', (question, result) => {
    expect(composeReply(question, NOON)).toContain(`**${result}**`);
  });

  it.each(['meet me on 2026-05-17 or 17/5', '1 / 0'])('finds no sum in %j', (text) => {
    expect(composeReply(text, NOON)).toContain('do not know');
  });

  it.each([
    ['What is the date today?', 'May 17, 2026'],
    ['今天几号', '2026年5月17日'],
    ['今日は何日ですか', '2026年5月17日'],
  ])('answers %j with the given date', (question, date) => {
    expect(composeReply(question, NOON)).toContain(date);
  });

  it.each([
    ['hi', /^Hello/],
    ['你好', /^你好/],
    ['こんにちは', /^こんにちは/],
    ['show me some code', /```ts/],
    ['给我一份清单', /^1\. /m],
  ])('answers %j in its language, with code and lists as Markdown', (text, reply) => {
    expect(composeReply(text, NOON)).toMatch(reply);
  });

  it.each([
    ['Was kannst du?', /Drehbuch/],
    ['Combien font 17 * 23 ?', /font \*\*391/],
    ['¿Por qué el cielo es azul?', /rojo/],
    ['Me dê um exemplo de código', /função.*\n\n```ts/],
    ['하늘은 왜 파란가요?', /빨간색/],
    ['天空為什麼是藍色的？', /紅色/],
    ['كم يساوي 17 * 23؟', /^ناتج.*391/],
  ])('answers %j, which the chat suggests, in its language', (text, reply) => {
    expect(composeReply(text, NOON)).toMatch(reply);
  });

  it('says that it does not know, and quotes no Markdown back', () => {
    const reply = composeReply('**why** <b>is a raven</b> like a writing desk', NOON);
    expect(reply).not.toContain('<b>');
    expect(composeReply('qwertyuiop '.repeat(30), NOON)).toMatch(/…”.*do not know/);
  });
});

describe('splitIntoChunks', () => {
  it.each([
    ['Hello, dear\n\nreader', ['Hello,', ' dear', '\n\nreader']],
    ['你好, **世界**', ['你', '好', ',', ' **', '世', '界', '**']],
  ])('splits words with the space before them, and Chinese and Japanese by character: %j', (text, chunks) => {
    expect(splitIntoChunks(text)).toEqual(chunks);
  });

  it.each(['', ' ', ' a  b \n', 'お茶 and 咖啡。\n', '👩‍🚀 x'])('loses nothing of %j', (text) => {
    expect(splitIntoChunks(text).join('')).toBe(text);
  });
});
