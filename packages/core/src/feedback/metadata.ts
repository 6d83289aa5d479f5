import { METADATA_LIMITS } from './limits.ts';
import { isStorableText } from './text.ts';
import type { FeedbackMetadata } from './types.ts';

/**
 * A copy of the fields that the proxy accepts; `metadataProblems` explains the others. The later of two
 * fields with one name wins. `undefined` if there are none. Never throws, whatever a host without types
 * has passed.
 */
export function usableMetadata(...sources: readonly unknown[]): FeedbackMetadata | undefined {
  const usable = Object.fromEntries(sources.flatMap(fieldsOf).filter(isUsable));
  const fields = Object.entries(usable).slice(0, METADATA_LIMITS.fields);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

/** None of something that is no object of fields, or that throws. */
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

/** Counts code points, and no more than it needs: a host may pass a text of any length. */
export function isLonger(text: string, limit: number): boolean {
  return [...text.slice(0, 2 * limit + 1)].length > limit;
}
