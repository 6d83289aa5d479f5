import { describe, expect, it } from 'vitest';
import { composeReply, splitIntoChunks } from './reply.ts';

const NOON = Date.UTC(2026, 4, 17, 12);

describe('composeReply', () => {
  it.each([
    ['What is 17 * (23 + 4)?', '459'],
    ['seven? no: 12 divided by 5', '2.4'],
    ['12 乘以 5 等于多少', '60'],
    ['12 足す 5 はいくつですか', '17'],
    ['2 ^ 3 ^ 2 - 10 - 1', '501'],
  ])('solves a sum in signs or words, brackets first: %s', (question, result) => {
    expect(composeReply(question, NOON)).toContain(`**${result}**`);
  });

  it.each(['meet me on 2026-05-17', '1 / 0'])('takes %j for no sum', (text) => {
    expect(composeReply(text, NOON)).toContain('do not know');
  });

  it.each([
    ['What is the date today?', 'May 17, 2026'],
    ['今天几号', '2026年5月17日'],
    ['今日は何日ですか', '2026年5月17日'],
  ])('tells the date it is given, asked %j', (question, date) => {
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

  it.each([
    [
      '17 * 23?\n\nPlease answer again and take my feedback into account:\n- Not correct',
      /Not correct”.*\n\n.*391/,
    ],
    ['17 * 23?\n\n请根据我的反馈重新回答：\n- 太慢', /“太慢”.*\n\n.*391/],
    ['17 * 23?\n\n請依照我的意見回饋重新回答：\n- 太慢', /「太慢」.*\n\n.*391/],
    ['17 * 23?\n\nフィードバックをふまえて、もう一度回答してください：\n- 遅い', /「遅い」.*\n\n.*391/],
    ['17 * 23?\n\n제 피드백을 반영해서 다시 답변해 주세요:\n- 느림', /“느림”.*\n\n.*391/],
    ['17 * 23?\n\nResponde de nuevo teniendo en cuenta mis comentarios:\n- Lento', /«Lento».*\n\n.*391/],
    ['17 * 23?\n\nRéponds de nouveau en tenant compte de mon avis\u00A0:\n- Lent', /Lent.*\n\n.*391/],
    ['17 * 23?\n\nBitte antworte noch einmal und berücksichtige mein Feedback:\n- Lahm', /„Lahm“.*\n\n.*391/],
    ['17 * 23?\n\nResponda de novo levando em conta o meu feedback:\n- Lento', /“Lento”.*\n\n.*391/],
    ['17 * 23?\n\nمن فضلك أجب مرة أخرى مع مراعاة ملاحظاتي:\n- بطيء', /«بطيء».*\n\n.*391/],
  ])('answers a question again, after it quotes what was wrong with the first answer: %j', (text, reply) => {
    expect(composeReply(text, NOON)).toMatch(reply);
  });

  it('quotes what was wrong with the latest of several answers', () => {
    const request = 'Please answer again:';
    const reply = composeReply(`hi\n\n${request}\n- Rude\n\n${request}\n- Too short\n- Be *kind*.`, NOON);
    expect(reply).toMatch(/“Too short; Be kind .”.*\n\nHello!/);
  });

  it('says honestly that it does not know, and quotes no Markdown back', () => {
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
