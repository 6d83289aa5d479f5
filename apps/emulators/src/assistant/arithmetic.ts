/** The sum a text asks for, solved; undefined where it asks for none, or for one without an answer. */
export function solveArithmetic(text: string): { expression: string; result: string } | undefined {
  const symbols = WORDS.reduce((rest, [word, symbol]) => rest.replace(word, symbol), text.normalize('NFKC'));
  const candidates = symbols.match(/[\d.(][\d\s.,+\-*/^%()]*[\d)]/g) ?? [];
  for (const candidate of candidates) {
    const expression = candidate.replaceAll(',', '').replace(/\s+/g, ' ').trim();
    // A date, a version or a telephone number has operators too, but no room around them.
    if (!/\d\s*[+*/^%]\s*[\d(]|\d\s+-\s+[\d(]|\)\s*[-+*/^%]/.test(expression)) continue;
    if (/\d[/-]\d+[/-]\d/.test(expression)) continue;
    const result = parseSum(expression);
    if (result !== undefined) return { expression, result: printed(result) };
  }
  return undefined;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bdivided by\b|÷|除以|割る/gi, ' / '],
  [/\b(multiplied by|times)\b|×|乘以|乘|掛ける|かける|(?<=\d\s*)x(?=\s*\d)/gi, ' * '],
  [/\bplus\b|加上|加|足す/gi, ' + '],
  [/\bminus\b|−|减去|减|引く/gi, ' - '],
];

/** Fifteen digits are what a double holds exactly; more would show its rounding. */
const printed = (value: number) => String(Number(value.toPrecision(15)));

/** A sum with `+ - * / % ^`, signs and brackets; undefined when it does not parse or has no finite value. */
function parseSum(expression: string): number | undefined {
  const tokens = expression.match(/\d+(\.\d+)?|\.\d+|[-+*/^%()]/g) ?? [];
  let place = 0;
  const value = sum();
  return place === tokens.length && Number.isFinite(value) ? value : undefined;

  function take(...expected: readonly string[]) {
    const token = tokens[place];
    if (token === undefined || !expected.includes(token)) return undefined;
    place += 1;
    return token;
  }

  function sum(): number {
    let left = product();
    for (let sign = take('+', '-'); sign; sign = take('+', '-'))
      left += sign === '+' ? product() : -product();
    return left;
  }

  function product(): number {
    let left = power();
    for (let sign = take('*', '/', '%'); sign; sign = take('*', '/', '%')) {
      const right = power();
      left = sign === '*' ? left * right : sign === '/' ? left / right : left % right;
    }
    return left;
  }

  function power(): number {
    const base = signed();
    return take('^') ? base ** power() : base;
  }

  function signed(): number {
    if (take('-')) return -signed();
    if (take('(')) {
      const inner = sum();
      return take(')') ? inner : Number.NaN;
    }
    const token = tokens[place] ?? '';
    place += 1;
    return /\d/.test(token) ? Number(token) : Number.NaN;
  }
}
