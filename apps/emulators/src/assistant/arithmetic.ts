/** The sum a text asks for, solved; undefined where it asks for none, or for one without an answer. */
export function solveArithmetic(text: string): { expression: string; result: string } | undefined {
  const symbols = WORDS.reduce((rest, [word, symbol]) => rest.replace(word, symbol), text.normalize('NFKC'));
  for (const candidate of symbols.match(/[\d.(][\d\s.,+\-*/^%()]*[\d)]/g) ?? []) {
    const expression = candidate.replaceAll(',', '').replace(/\s+/g, ' ').trim();
    // A date, a version or a telephone number has operators too, but no room around them.
    if (!/\d\s*[+*/^%]\s*[\d(]|\d\s+-\s+[\d(]|\)\s*[-+*/^%]/.test(expression)) continue;
    if (/\d[/-]\d+[/-]\d/.test(expression)) continue;
    const tokens = expression.match(/\d+(\.\d+)?|\.\d+|[-+*/^%()]/g) ?? [];
    const result = takeSum(tokens);
    // Fifteen digits are what a double holds exactly; more would show its rounding.
    if (tokens.length === 0 && Number.isFinite(result)) {
      return { expression, result: String(Number(result.toPrecision(15))) };
    }
  }
  return undefined;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bdivided by\b|÷|除以|割る/gi, ' / '],
  [/\b(multiplied by|times)\b|×|乘以|乘|掛ける|かける|(?<=\d\s*)x(?=\s*\d)/gi, ' * '],
  [/\bplus\b|加上|加|足す/gi, ' + '],
  [/\bminus\b|−|减去|减|引く/gi, ' - '],
];

/** How tightly each operator binds, and what it does. */
const OPERATORS: Readonly<Record<string, readonly [number, (left: number, right: number) => number]>> = {
  '+': [1, (left, right) => left + right],
  '-': [1, (left, right) => left - right],
  '*': [2, (left, right) => left * right],
  '/': [2, (left, right) => left / right],
  '%': [2, (left, right) => left % right],
  '^': [3, (left, right) => left ** right],
};

/** Takes a sum off the tokens, up to an operator that binds less than `least`; NaN for none. */
function takeSum(tokens: string[], least = 1): number {
  let left = takeOperand(tokens);
  for (;;) {
    const [binds, operate] = OPERATORS[tokens[0] ?? ''] ?? [0, Number];
    if (binds < least) return left;
    // Powers alone bind to the right.
    left = operate(left, takeSum(tokens, tokens.shift() === '^' ? binds : binds + 1));
  }
}

function takeOperand(tokens: string[]): number {
  const token = tokens.shift();
  if (token === '-') return -takeOperand(tokens);
  if (token !== '(') return Number(token);
  const inner = takeSum(tokens);
  return tokens.shift() === ')' ? inner : Number.NaN;
}
