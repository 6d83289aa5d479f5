'use client';
import * as React from 'react';

/** Lets a field grow with its text, up to its `max-height`, without `field-sizing`. */
export function useGrowingField(text: string | undefined): React.RefObject<HTMLTextAreaElement> {
  const field = React.useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  React.useLayoutEffect(() => {
    const element = field.current;
    // `styles.css` sets it, which hosts may leave out.
    if (!element || getComputedStyle(element).getPropertyValue('field-sizing') === 'content') return;
    element.style.blockSize = 'auto';
    const borders = element.offsetHeight - element.clientHeight;
    element.style.blockSize = `${element.scrollHeight + borders}px`;
  }, [text]);
  return field as React.RefObject<HTMLTextAreaElement>;
}
