'use client';
import * as React from 'react';

/** A pause in typing. */
const TYPING_PAUSE_MS = 1_000;

/** The text as it was when the user last paused for a second. */
export function useSettledText(text: string): string {
  const [settled, setSettled] = React.useState('');
  React.useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
