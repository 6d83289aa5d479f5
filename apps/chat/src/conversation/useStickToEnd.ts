import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * Within this distance the scroller counts as being at the end: about two lines, which a growing
 * answer adds at once.
 */
const NEAR_END_PX = 64;

/**
 * Keeps the end of a scroller in view while its content grows, unless the user has scrolled away. A
 * new `latestQuestion` scrolls back to the end.
 */
export function useStickToEnd(latestQuestion: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const scrollToEnd = useCallback(() => {
    following.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new question.
  useLayoutEffect(scrollToEnd, [scrollToEnd, latestQuestion]);

  useEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    const look = () => {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      following.current = distance < NEAR_END_PX;
      setAtEnd(following.current);
    };
    const observer = new ResizeObserver(() => (following.current ? scrollToEnd() : look()));
    observer.observe(content.current);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scrollToEnd]);

  return { scroller, content, atEnd, scrollToEnd };
}
