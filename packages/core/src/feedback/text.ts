/**
 * The form in which text is counted, stored and sent: NFC, line ends as LF, no white space around it. What was counted
 * is then exactly what arrives.
 */
export function normalizeText(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}

/**
 * Length of a text in Unicode code points of its normalized form, so an emoji of one code point counts 1 and
 * "e" with a combining accent counts 1. The same function serves the counter, the form and the proxy. Code points are what
 * Coze's published server code counts.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of normalizeText(text)) count++;
  return count;
}

/** Whether a text can be stored and sent unchanged: no lone surrogates (they have no UTF-8 form) and no NUL (PostgreSQL refuses it). */
export function isStorableText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
