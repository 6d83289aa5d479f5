import { expect, it } from 'vitest';
import { splitIntoChunks } from './reply.ts';

it('splits words with the space before them', () => {
  expect(splitIntoChunks('Hello, dear\n\nreader')).toEqual(['Hello,', ' dear', '\n\nreader']);
});

it('splits Chinese and Japanese by character', () => {
  expect(splitIntoChunks('你好, **世界**')).toEqual(['你', '好', ',', ' **', '世', '界', '**']);
});

it('loses nothing', () => {
  for (const text of ['', ' ', ' a  b \n', 'お茶 and 咖啡。\n', '👩‍🚀 x'])
    expect(splitIntoChunks(text).join('')).toBe(text);
});
