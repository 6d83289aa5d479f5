import { useState } from 'react';

/** The draft of each conversation. It survives a reload, but not closing the tab. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const setDraft = (text: string) => {
    setDrafts((before) => ({ ...before, [key]: text }));
    keep(key, text);
  };
  return [drafts[key] ?? kept(key), setDraft];
}

const storageKey = (key: string) => `draft:${key}`;

// Storage can be blocked or full; a draft then lasts as long as the page.

function keep(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(storageKey(key));
    else sessionStorage.setItem(storageKey(key), text);
  } catch {}
}

function kept(key: string): string {
  try {
    return sessionStorage.getItem(storageKey(key)) ?? '';
  } catch {
    return '';
  }
}
