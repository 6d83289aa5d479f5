/** An answer as a model would stream it: word by word with the space before it, Chinese and Japanese by character. */
export function splitIntoChunks(answer: string): string[] {
  return (
    answer.match(
      /\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]|\s*[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]+|\s+$/gu,
    ) ?? []
  );
}
