'use client';
import * as React from 'react';

/** Lets a field grow with its text, up to its `max-height`, without `field-sizing`. */
export function useGrowingField(text: string | undefined): React.RefObject<HTMLTextAreaElement> {
  const field = React.useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  React.useLayoutEffect(() => {
    if (field.current === null || globalThis.CSS?.supports?.('field-sizing', 'content')) return;
    field.current.style.blockSize = 'auto';
    field.current.style.blockSize = `${field.current.scrollHeight}px`;
  }, [text]);
  return field as React.RefObject<HTMLTextAreaElement>;
}
