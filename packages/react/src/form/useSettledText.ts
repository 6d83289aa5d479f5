'use client';
import * as React from 'react';

/** A pause in typing. */
const PAUSE_MS = 1_000;

/** The text as it was when it last stood still for a second. */
export function useSettledText(text: string): string {
  const [settled, setSettled] = React.useState('');
  React.useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
