import { pythonRepr, pythonString } from './python-text.ts';

/** One field of a payload, as the two validators of Dify's history read it. */
export interface PayloadField<Value> {
  /** Flask's argument parser, up to 1.10.1: takes the first of a list, turns anything into what it wants. */
  readonly coerce: (value: unknown, name: string) => FieldResult<Value>;
  /** Pydantic, from 1.11.0: takes only what has the right type. */
  readonly check: (value: unknown, name: string) => FieldResult<Value>;
}

export type FieldResult<Value> = { readonly value: Value } | FieldProblem;

export type FieldProblem = { readonly parser: ParserProblem } | { readonly pydantic: PydanticProblem };

/** The sentences of flask-restful (G1) and of flask-restx (G2). */
interface ParserProblem {
  readonly restful: string;
  readonly restx: string;
}

export interface PydanticProblem {
  /** Pydantic's name of the problem, such as `literal_error`. */
  readonly type: string;
  readonly message: string;
  readonly input: unknown;
}

export const parserProblem = (restful: string, restx = restful) => ({ parser: { restful, restx } });

export const pydanticProblem = (type: string, message: string, input: unknown) => ({
  pydantic: { type, message, input },
});

export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** The argument parsers look at the members of a list one by one and keep the first. */
const firstOf = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** Lets a field be absent or null. */
export function optional<Value, Default>(
  field: PayloadField<Value>,
  fallback: Default,
): PayloadField<Value | Default> {
  return {
    coerce: (value, name) => {
      const first = firstOf(value);
      return isMissing(first) ? { value: fallback } : field.coerce(first, name);
    },
    check: (value, name) => (isMissing(value) ? { value: fallback } : field.check(value, name)),
  };
}

export const text: PayloadField<string> = {
  coerce: (value) => ({ value: pythonString(firstOf(value)) }),
  check: (value) =>
    typeof value === 'string'
      ? { value }
      : pydanticProblem('string_type', 'Input should be a valid string', value),
};

/** One of a few words. `help` is what Dify's parser put before the sentence in its second generation. */
export function choice<Word extends string>(words: readonly Word[], help = ''): PayloadField<Word> {
  const find = (value: unknown) => words.find((word) => word === value);
  const listed = words.map(pythonRepr);
  const expected = `Input should be ${listed.slice(0, -1).join(', ')} or ${listed.at(-1)}`;
  return {
    coerce(value, name) {
      const given = pythonString(firstOf(value));
      const word = find(given);
      if (word) return { value: word };
      const restx = `The value '${given}' is not a valid choice for '${name}'.`;
      return parserProblem(`${given} is not a valid choice`, help ? `${help} ${restx}` : restx);
    },
    check(value) {
      const word = find(value);
      return word ? { value: word } : pydanticProblem('literal_error', expected, value);
    },
  };
}

/** A JSON object. */
export const dictionary: PayloadField<Record<string, unknown>> = {
  coerce: (value) =>
    isDictionary(value)
      ? { value }
      : parserProblem('dictionary update sequence element #0 has length 1; 2 is required'),
  check: (value) =>
    isDictionary(value)
      ? { value }
      : pydanticProblem('dict_type', 'Input should be a valid dictionary', value),
};

const isDictionary = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A UUID in any case, with hyphens or without, or blank for none. */
export function uuid(pydanticMessage?: string): PayloadField<string | null> {
  const read = (value: unknown) => {
    const given = typeof value === 'string' ? value.trim() : value;
    if (given === '') return null;
    const parts = typeof given === 'string' && UUID_PATTERN.exec(given);
    return parts ? parts.slice(1).join('-').toLowerCase() : undefined;
  };
  const problem = (value: unknown) => `${pythonString(value)} is not a valid uuid.`;
  return {
    coerce(value) {
      const id = read(firstOf(value));
      return id === undefined ? parserProblem(problem(firstOf(value))) : { value: id };
    },
    check(value) {
      const id = read(value);
      if (id !== undefined) return { value: id };
      return pydanticProblem('value_error', `Value error, ${pydanticMessage ?? problem(value)}`, value);
    },
  };
}

const UUID_PATTERN = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** A whole number of a query string. */
export function integer(low: number, high = Infinity): PayloadField<number> {
  const parse = (value: unknown) => (/^\s*[+-]?\d+\s*$/.test(String(value)) ? Number(value) : undefined);
  return {
    coerce(value) {
      const number = parse(value);
      if (number === undefined) return parserProblem(`${pythonString(value)} is not a valid integer`);
      if (number >= low && number <= high) return { value: number };
      return parserProblem(`Invalid argument: ${number}. argument must be within the range ${low} - ${high}`);
    },
    check(value) {
      const number = parse(value);
      const unreadable = 'Input should be a valid integer, unable to parse string as an integer';
      if (number === undefined) return pydanticProblem('int_parsing', unreadable, value);
      const bound = (words: string, limit: number) => `Input should be ${words} than or equal to ${limit}`;
      if (number < low) return pydanticProblem('greater_than_equal', bound('greater', low), value);
      if (number > high) return pydanticProblem('less_than_equal', bound('less', high), value);
      return { value: number };
    },
  };
}

/** A truth value; Pydantic takes the usual words for one too. */
export const boolean: PayloadField<boolean> = {
  coerce: (value) => ({ value: Boolean(firstOf(value)) }),
  check(value) {
    const word = String(value).toLowerCase();
    if (/^(1|true|t|yes|y|on)$/.test(word)) return { value: true };
    if (/^(0|false|f|no|n|off)$/.test(word)) return { value: false };
    const problem = 'Input should be a valid boolean, unable to interpret input';
    return pydanticProblem('bool_parsing', problem, value);
  },
};
