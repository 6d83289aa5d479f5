import type { Feedback } from './types.ts';

/**
 * The form in which text is counted, stored and sent: NFC, LF line ends, trimmed. The upstream
 * therefore receives exactly the text that was counted.
 *
 * @example
 * normalizeText(' Cafe\u0301\r\n'); // 'Café'
 */
export function normalizeText(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}

/**
 * Normalizes the reasons and the comment with `normalizeText`. Metadata stays unchanged.
 *
 * @example
 * normalizeFeedback({ rating: 'like', reasons: [' Clear '], comment: '' });
 * // { rating: 'like', reasons: ['Clear'], comment: '' }
 */
export function normalizeFeedback(feedback: Feedback): Feedback {
  return {
    rating: feedback.rating,
    reasons: feedback.reasons.map(normalizeText),
    comment: normalizeText(feedback.comment),
    metadata: feedback.metadata,
  };
}

/**
 * The length of the normalized text in Unicode code points, the unit of Coze's published server
 * code. The character counter, the form and the proxy all count with this function.
 *
 * @example
 * countCharacters('👍'); // 1
 * countCharacters('e\u0301'); // 1: an "e" with a combining accent
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of normalizeText(text)) count++;
  return count;
}

/**
 * Whether a text can be stored and sent unchanged. Lone surrogates have no UTF-8 form, and
 * PostgreSQL refuses NUL.
 *
 * @example
 * isStorableText('a\ud800'); // false
 */
export function isStorableText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/**
 * The form in which two reasons are compared: normalized and in lower case.
 *
 * @example
 * reasonIdentity(' Too Long ') === reasonIdentity('too long'); // true
 */
export function reasonIdentity(reason: string): string {
  return normalizeText(reason).toLowerCase();
}
