/** The first calculation with two numbers in a text, with its result; undefined if there is none. */
export function solveArithmetic(text: string): { expression: string; result: string } | undefined {
  const symbols = WORDS.reduce((rest, [word, symbol]) => rest.replace(word, symbol), text.normalize('NFKC'));
  const [, left = '', operator = '', right = ''] = CALCULATION.exec(symbols) ?? [];
  const result = OPERATORS[operator]?.(Number(left), Number(right)) ?? Number.NaN;
  if (!Number.isFinite(result)) return undefined;
  // A double holds fifteen digits exactly. More would show its rounding.
  return { expression: `${left} ${operator} ${right}`, result: String(Number(result.toPrecision(15))) };
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bdivided by\b|÷|除以|割る/gi, ' / '],
  [/\b(multiplied by|times)\b|×|乘以|乘|掛ける|かける|(?<=\d\s*)x(?=\s*\d)/gi, ' * '],
  [/\bplus\b|加上|加|足す/gi, ' + '],
  [/\bminus\b|−|减去|减|引く/gi, ' - '],
];

/** A minus or a slash needs spaces: without them it is part of a date. */
const CALCULATION = /(\d+(?:\.\d+)?)\s*([*+]|(?<=\s)[-/](?=\s))\s*(\d+(?:\.\d+)?)/;

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};
