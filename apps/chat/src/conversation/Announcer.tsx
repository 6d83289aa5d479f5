import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../contract/chat.ts';
import { useWords } from '../language/useLanguage.ts';

/**
 * Long enough for a screen reader to read the text, short enough that the user does not find it
 * twice while browsing.
 */
const SHOWN_MS = 3_000;

/** Announces to screen readers that an answer has started, and reads it once it is complete. */
export function Announcer({ messages, log }: AnnouncerProps) {
  const [announcement, setAnnouncement] = useState('');
  const words = useWords();
  const latest = messages.at(-1);
  const id = latest?.id;
  const state = latest?.role === 'assistant' ? latest.state : null;
  const wasAnswering = useRef(false);

  useEffect(() => {
    if (state === 'answering' && !wasAnswering.current) setAnnouncement(words.answering);
    if (state === 'finished' && wasAnswering.current) {
      const shown = log.current?.querySelector(`[data-message-id="${CSS.escape(id ?? '')}"] .markdown`);
      setAnnouncement(words.said(shown?.textContent ?? ''));
    }
    wasAnswering.current = state === 'answering';
  }, [state, id, log, words]);

  useEffect(() => {
    if (announcement === '') return;
    const timer = setTimeout(() => setAnnouncement(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [announcement]);

  return (
    <p className="visually-hidden" role="status">
      {announcement}
    </p>
  );
}

export interface AnnouncerProps {
  readonly messages: readonly ChatMessage[];
  /** The element with the answers, whose text is announced. */
  readonly log: RefObject<HTMLElement | null>;
}
