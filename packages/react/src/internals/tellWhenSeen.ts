import type { RatedMessage } from '@message-feedback/core';
import type { Tell } from '../provider/feedback-event.ts';

/** Tells that a message's bar is in view, once per message for each who listens. */
export function tellWhenSeen(element: Element, message: RatedMessage, tell: Tell): void {
  const name = message.pendingId ?? message.messageId;
  const told = toldTo.get(tell) ?? new Set();
  toldTo.set(tell, told);
  if (told.has(name)) return;
  watched.set(element, () => {
    if (!told.has(name)) tell('shown', message);
    told.add(name);
  });
  observer ??= new IntersectionObserver(tellOfSeen, { threshold: 0.5 });
  observer.observe(element);
}

const toldTo = new WeakMap<Tell, Set<string | undefined>>();
const watched = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

function tellOfSeen(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer?.unobserve(target);
    watched.get(target)?.();
  }
}
