import { firstOfList, type PayloadField, parserProblem, pydanticProblem } from './payload-field.ts';
import { pythonRepr, pythonString } from './python-text.ts';

/** Any text. */
export const text: PayloadField<string> = {
  coerce: (value) => ({ value: pythonString(firstOfList(value)) }),
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
    coerce: (value, name) => {
      const given = pythonString(firstOfList(value));
      const word = find(given);
      if (word) return { value: word };
      const restx = `The value '${given}' is not a valid choice for '${name}'.`;
      return parserProblem(`${given} is not a valid choice`, help ? `${help} ${restx}` : restx);
    },
    check: (value) => {
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

/** A UUID in any case, with hyphens or without, or blank for none. */
export function uuid(pydanticMessage?: string): PayloadField<string | null> {
  const read = (value: unknown) => {
    const given = typeof value === 'string' ? value.trim() : value;
    if (given === '') return null;
    const parts = typeof given === 'string' && UUID_PATTERN.exec(given);
    return parts ? parts.slice(1).join('-').toLowerCase() : undefined;
  };
  return {
    coerce: (value) => {
      const id = read(firstOfList(value));
      return id === undefined
        ? parserProblem(`${pythonString(firstOfList(value))} is not a valid uuid.`)
        : { value: id };
    },
    check: (value) => {
      const id = read(value);
      const message = pydanticMessage ?? `${pythonString(value)} is not a valid uuid.`;
      return id === undefined
        ? pydanticProblem('value_error', `Value error, ${message}`, value)
        : { value: id };
    },
  };
}

/** A whole number of a query string. */
export function integer(low: number, high: number): PayloadField<number> {
  const parse = (value: unknown) => (/^\s*[+-]?\d+\s*$/.test(String(value)) ? Number(value) : undefined);
  return {
    coerce: (value) => {
      const number = parse(value);
      if (number === undefined) return parserProblem(`${pythonString(value)} is not a valid integer`);
      if (number >= low && number <= high) return { value: number };
      return parserProblem(`Invalid argument: ${number}. argument must be within the range ${low} - ${high}`);
    },
    check: (value) => {
      const number = parse(value);
      const unreadable = 'Input should be a valid integer, unable to parse string as an integer';
      if (number === undefined) return pydanticProblem('int_parsing', unreadable, value);
      if (number < low) {
        return pydanticProblem(
          'greater_than_equal',
          `Input should be greater than or equal to ${low}`,
          value,
        );
      }
      if (number > high) {
        return pydanticProblem('less_than_equal', `Input should be less than or equal to ${high}`, value);
      }
      return { value: number };
    },
  };
}

/** A truth value; Pydantic takes the usual words for one too. */
export const boolean: PayloadField<boolean> = {
  coerce: (value) => ({ value: Boolean(firstOfList(value)) }),
  check: (value) => {
    if (typeof value === 'boolean') return { value };
    const word = String(value).toLowerCase();
    if (['1', 'true', 't', 'yes', 'y', 'on'].includes(word)) return { value: true };
    if (['0', 'false', 'f', 'no', 'n', 'off'].includes(word)) return { value: false };
    return pydanticProblem(
      'bool_parsing',
      'Input should be a valid boolean, unable to interpret input',
      value,
    );
  },
};

const UUID_PATTERN = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

const isDictionary = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
