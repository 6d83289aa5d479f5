/** The sum a text asks for, solved; undefined where it asks for none, or for one without an answer. */
export function solveArithmetic(text: string): { expression: string; result: string } | undefined {
  const symbols = WORDS.reduce((rest, [word, symbol]) => rest.replace(word, symbol), text.normalize('NFKC'));
  for (const candidate of symbols.match(/[\d.(][\d\s.,+\-*/^%()]*[\d)]/g) ?? []) {
    const expression = candidate.replaceAll(',', '').replace(/\s+/g, ' ').trim();
    // A date, a version or a telephone number has operators too, but no room around them.
    if (!/\d\s*[+*/^%]\s*[\d(]|\d\s+-\s+[\d(]|\)\s*[-+*/^%]/.test(expression)) continue;
    if (/\d[/-]\d+[/-]\d/.test(expression)) continue;
    const result = parseSum(expression);
    // Fifteen digits are what a double holds exactly; more would show its rounding.
    if (result !== undefined) return { expression, result: String(Number(result.toPrecision(15))) };
  }
  return undefined;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bdivided by\b|÷|除以|割る/gi, ' / '],
  [/\b(multiplied by|times)\b|×|乘以|乘|掛ける|かける|(?<=\d\s*)x(?=\s*\d)/gi, ' * '],
  [/\bplus\b|加上|加|足す/gi, ' + '],
  [/\bminus\b|−|减去|减|引く/gi, ' - '],
];

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
};

/** From the loosest binding to the tightest, which alone binds to the right. */
const LEVELS = ['+-', '*/%', '^'];

/** A sum with signs and brackets; undefined when it does not parse or has no finite value. */
function parseSum(expression: string): number | undefined {
  const tokens = expression.match(/\d+(\.\d+)?|\.\d+|[-+*/^%()]/g) ?? [];
  let place = 0;
  const value = sum(0);
  return place === tokens.length && Number.isFinite(value) ? value : undefined;

  function take(expected: string) {
    const token = tokens[place];
    if (token === undefined || !expected.includes(token)) return undefined;
    place += 1;
    return OPERATORS[token] ?? Number;
  }

  function sum(level: number): number {
    const operators = LEVELS[level];
    if (operators === undefined) return signed();
    let left = sum(level + 1);
    for (let operate = take(operators); operate; operate = take(operators)) {
      left = operate(left, sum(operators === '^' ? level : level + 1));
    }
    return left;
  }

  function signed(): number {
    if (take('-')) return -signed();
    if (take('(')) {
      const inner = sum(0);
      return take(')') ? inner : Number.NaN;
    }
    const token = tokens[place] ?? '';
    place += 1;
    return /\d/.test(token) ? Number(token) : Number.NaN;
  }
}
