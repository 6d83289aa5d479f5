import { type CreateEngine, metadataProblems } from '@message-feedback/core';

/** Warns the developer of metadata that breaks a limit, once per warning. Loaded in development only. */
export function watchMetadata(
  state: Parameters<CreateEngine>[0],
  host: { readonly current: { readonly metadata?: unknown } },
): void {
  const { stampPress } = state;
  const warned = new Set<string>();
  state.stampPress = (entry, feedback) => {
    const sources = [host.current.metadata, feedback.metadata];
    const own = sources.flatMap(metadataWarnings);
    // Both may be within the limit, and their fields together above it.
    for (const warning of own.length > 0 ? own : metadataWarnings(Object.assign({}, ...sources))) {
      if (!warned.has(warning)) console.warn(`Message Feedback: ${warning}`);
      warned.add(warning);
    }
    return stampPress(entry, feedback);
  };
}

/** Explains which of the host's fields are not sent, and why. */
export function metadataWarnings(metadata: unknown): string[] {
  try {
    return metadataProblems(metadata).map(({ index, code, message }) => {
      const field = `The field ${JSON.stringify(Object.keys(metadata as object)[index ?? 0]?.slice(0, 64))} of metadata`;
      const subject = index !== undefined ? field : code === 'too_many' ? 'Some metadata' : 'The metadata';
      return `${subject} is not sent. ${message}`;
    });
  } catch {
    return ['The metadata is not sent. Reading it throws. Pass an object of strings.'];
  }
}
