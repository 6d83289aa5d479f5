import fc from 'fast-check';

/**
 * Part of most fuzzed texts. No event, log line or error response may contain it. `~` cannot occur in an
 * id of any upstream.
 */
export const CANARY = 'cana~ry';

/** What attackers put into ids, paths and texts. */
const PIECES = [
  ...['', ' ', '.', '..', '../', '..\\', '/', '//', '\\', '?', '#', '@', ':', ';', '&', '=', '%', '+'],
  ...['%2e%2e', '%2e%2e%2f', '%252e%252e', '..%2f', '%2F', '%5c', '%00', '%ff', '%0d%0a', '.%2e/'],
  ...['\0', '\r\n', '\n', '\r', '\t', '\x1b[31m', '\x7f', '\ud800', '\udfff', '\ud83d', '\ufeff', '\u2028'],
  ...['．．／', '。。', '１２３', '٣', 'é', 'e\u0301', 'İ', 'ß', '👍', '\u202e', '\u200b', '\uffff'],
  ...['//evil.example', 'http://evil.example/', '@evil.example', 'evil.example', 'javascript:'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '-0', '1e400', '9007199254740993'],
  ...['<script>', "' OR 1=1 --", '{{7*7}}', '"', "'", '`', 'null', 'true', '[object Object]'],
];

/** What a URL may drop, join or read as another segment. */
const SEGMENTS = [
  ...['', '.', '..', '%2e', '%2e%2e', '.%2e', '%2E.', '..;', '..\\', '../', '/', '//', ' ', '..\t', '\n..'],
];

const piece = fc.constantFrom(...PIECES);

const repeated = fc
  .tuple(
    fc.constantFrom('x', '界', '👍', 'e\u0301', '../', '%2e', CANARY),
    fc.constantFrom(30, 31, 250, 251, 9_000),
  )
  .map(([unit, count]) => unit.repeat(count / unit.length));

/** Any UTF-16 unit, so also halves of characters. */
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Hostile text. Most of it contains the canary. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(piece, piece).map(([before, after]) => before + CANARY + after) },
  { weight: 3, arbitrary: piece },
  { weight: 2, arbitrary: fc.array(unit, { maxLength: 12 }).map((units) => CANARY + units.join('')) },
  { weight: 1, arbitrary: repeated },
);

/** A valid id with a hostile piece somewhere, or something else altogether. */
export function idLike(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const disturbed = fc
    .tuple(valid, piece, fc.nat())
    .map(
      ([id, inserted, at]) => id.slice(0, at % (id.length + 1)) + inserted + id.slice(at % (id.length + 1)),
    );
  return fc.oneof(
    { weight: 3, arbitrary: disturbed },
    { weight: 2, arbitrary: text },
    { weight: 1, arbitrary: fc.constantFrom(...SEGMENTS) },
    { weight: 1, arbitrary: valid.map((id) => id.toUpperCase()) },
    { weight: 1, arbitrary: fc.tuple(valid, valid).map(([one, other]) => `${one}/../${other}`) },
  );
}

/** A JSON value of any type. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, [], {}, [[]], [null], [1]),
  fc.array(text, { maxLength: 12 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.constantFrom(1, 10, 60).map((depth) => nested(depth)),
);

function nested(depth: number): unknown {
  return depth === 0 ? CANARY : depth % 2 ? [nested(depth - 1)] : { [CANARY]: nested(depth - 1) };
}
