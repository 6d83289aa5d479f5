import { pythonRepr, pythonString } from './python-text.ts';

/**
 * Reads one field of a payload as one of the two validators of Dify's history does.
 *
 * @param coerces - true for Flask's argument parser, up to 1.10.1, which takes the first of a list
 *   (done already) and turns a value into what it wants; false for Pydantic, from 1.11.0, which takes
 *   only the right type.
 */
export type Field<Value> = (value: unknown, coerces: boolean, name: string) => Value | FieldProblem;

/** The sentences of Pydantic, with its name of the problem, of flask-restful (G1) and of flask-restx (G2). */
export class FieldProblem {
  readonly type: string;
  readonly message: string;
  readonly restful: string;
  readonly restx: string;

  constructor(type: string, message: string, restful = message, restx = restful) {
    this.type = type;
    this.message = message;
    this.restful = restful;
    this.restx = restx;
  }
}

export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Lets a field be absent or null. */
export const optional =
  <Value, Default>(field: Field<Value>, fallback: Default): Field<Value | Default> =>
  (value, coerces, name) =>
    isMissing(value) ? fallback : field(value, coerces, name);

export const text: Field<string> = (value, coerces) => {
  if (coerces || typeof value === 'string') return pythonString(value);
  return new FieldProblem('string_type', 'Input should be a valid string');
};

/** One of a few words. `help` is what Dify's parser put before the sentence in its second generation. */
export const choice =
  <Word extends string>(words: readonly Word[], help = ''): Field<Word> =>
  (value, coerces, name) => {
    const given = pythonString(value);
    const word = words.find((each) => each === (coerces ? given : value));
    if (word) return word;
    const listed = words.map(pythonRepr);
    return new FieldProblem(
      'literal_error',
      `Input should be ${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`,
      `${given} is not a valid choice`,
      `${help && `${help} `}The value '${given}' is not a valid choice for '${name}'.`,
    );
  };

/** A JSON object. */
export const dictionary: Field<Readonly<Record<string, unknown>>> = (value) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  const sentence = 'dictionary update sequence element #0 has length 1; 2 is required';
  return new FieldProblem('dict_type', 'Input should be a valid dictionary', sentence);
};

/** A UUID in any case, with hyphens or without, or blank for none. */
export const uuid =
  (message?: string): Field<string | null> =>
  (value) => {
    const given = typeof value === 'string' ? value.trim() : value;
    if (given === '') return null;
    const parts = typeof given === 'string' && UUID_PATTERN.exec(given);
    if (parts) return parts.slice(1).join('-').toLowerCase();
    const problem = `${pythonString(value)} is not a valid uuid.`;
    return new FieldProblem('value_error', `Value error, ${message ?? problem}`, problem);
  };

const UUID_PATTERN = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** A whole number of a query string. */
export const integer =
  (low: number, high = Infinity): Field<number> =>
  (value) => {
    if (!/^\s*[+-]?\d+\s*$/.test(String(value))) {
      const unreadable = 'Input should be a valid integer, unable to parse string as an integer';
      return new FieldProblem('int_parsing', unreadable, `${pythonString(value)} is not a valid integer`);
    }
    const number = Number(value);
    if (number >= low && number <= high) return number;
    const [type, words, limit] =
      number < low ? ['greater_than_equal', 'greater', low] : ['less_than_equal', 'less', high];
    return new FieldProblem(
      String(type),
      `Input should be ${words} than or equal to ${limit}`,
      `Invalid argument: ${number}. argument must be within the range ${low} - ${high}`,
    );
  };

/** A truth value; Pydantic takes the usual words for one too. */
export const boolean: Field<boolean> = (value, coerces) => {
  if (coerces) return Boolean(value);
  const word = String(value).toLowerCase();
  if (/^(1|true|t|yes|y|on)$/.test(word)) return true;
  if (/^(0|false|f|no|n|off)$/.test(word)) return false;
  return new FieldProblem('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
};
