import { METADATA_LIMITS } from './limits.ts';
import { isLonger, isMetadataObject } from './metadata.ts';
import { isStorableText } from './text.ts';

// Separate from `metadata.ts`, because only the proxy and development builds need these texts.

const { fields: MOST, nameCharacters, valueCharacters } = METADATA_LIMITS;

/**
 * Every problem of metadata, in English for developers. The text quotes neither names nor values,
 * because the proxy returns it.
 *
 * @example
 * metadataProblems({ model: 'x'.repeat(513) });
 * // [{ index: 0, code: 'long_value', message: 'Its value has more than 512 characters. Shorten it.' }]
 */
export function metadataProblems(metadata: unknown): MetadataProblem[] {
  if (metadata === undefined) return [];
  if (!isMetadataObject(metadata)) return [{ code: 'wrong_type', message: 'Send an object of strings.' }];
  const fields = Object.entries(metadata as object);
  const problems: MetadataProblem[] = [];
  if (fields.length > MOST) {
    const message = `There are ${fields.length} fields, but ${MOST} is the limit. Remove ${fields.length - MOST}.`;
    problems.push({ code: 'too_many', message });
  }
  // A hostile object can have thousands of fields, and `too_many` already refuses it.
  for (const [index, [name, value]] of fields.slice(0, MOST).entries()) {
    const problem = fieldProblem(name, value);
    if (problem !== null) problems.push({ index, ...problem });
  }
  return problems;
}

function fieldProblem(name: string, value: unknown): MetadataProblem | null {
  if (name === '')
    return { code: 'empty_name', message: `Its name is empty. Give it 1 to ${nameCharacters} characters.` };
  if (isLonger(name, nameCharacters))
    return { code: 'long_name', message: `Its name has more than ${nameCharacters} characters. Shorten it.` };
  if (typeof value !== 'string')
    return { code: 'not_a_string', message: 'Its value is not a string. Send a string.' };
  if (isLonger(value, valueCharacters))
    return {
      code: 'long_value',
      message: `Its value has more than ${valueCharacters} characters. Shorten it.`,
    };
  if (isStorableText(name + value)) return null;
  return {
    code: 'not_storable',
    message: 'It contains an unpaired surrogate or a NUL, which cannot be stored. Remove it.',
  };
}

export interface MetadataProblem {
  /** Position of the field, counted from 0. Absent if the problem concerns the metadata as a whole. */
  readonly index?: number;
  readonly code:
    | 'wrong_type'
    | 'too_many'
    | 'empty_name'
    | 'long_name'
    | 'not_a_string'
    | 'long_value'
    | 'not_storable';
  readonly message: string;
}
