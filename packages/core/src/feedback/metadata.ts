import { METADATA_LIMITS } from './limits.ts';
import { isStorableText } from './text.ts';
import type { FeedbackMetadata } from './types.ts';

/**
 * A copy of the fields that the proxy accepts; `metadataProblems` explains the others. If two
 * sources have a field of the same name, the later source wins. `undefined` if no field is left. Never
 * throws, whatever an untyped host passes.
 */
export function usableMetadata(...sources: readonly unknown[]): FeedbackMetadata | undefined {
  const usable = Object.fromEntries(sources.flatMap(fieldsOf).filter(isUsable));
  const fields = Object.entries(usable).slice(0, METADATA_LIMITS.fields);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** The fields of `source`. Empty if it is not an object of fields, or if reading it throws. */
function fieldsOf(source: unknown): [name: string, value: string][] {
  try {
    return isMetadataObject(source) ? Object.entries(source as FeedbackMetadata) : [];
  } catch {
    return [];
  }
}

function isUsable([name, value]: [name: string, value: unknown]): boolean {
  return (
    typeof value === 'string' &&
    name !== '' &&
    !isLonger(name, METADATA_LIMITS.nameCharacters) &&
    !isLonger(value, METADATA_LIMITS.valueCharacters) &&
    isStorableText(name + value)
  );
}

export function isMetadataObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text, which may have any length, has more code points than `limit`. */
export function isLonger(text: string, limit: number): boolean {
  return [...text.slice(0, 2 * limit + 1)].length > limit;
}
