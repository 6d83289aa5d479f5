import { randomInt } from 'node:crypto';

/** An id as Moveworks makes them: what it is of, then 21 digits to the base 62. */
export const moveworksId = (prefix: 'conv' | 'resp' | 'msg' | 'reason'): string => `${prefix}_${base62(21)}`;

export const base62 = (length: number): string =>
  Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
