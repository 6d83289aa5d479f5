import { useEffect, useState } from 'react';
import { IconButton } from '../IconButton.tsx';
import { useWords } from '../language/useLanguage.ts';

/** Long enough to notice the check mark, and for a screen reader to read the text. */
const SHOWN_MS = 3_000;

/** Copies an answer as Markdown. */
export function CopyButton({ text }: { readonly text: string }) {
  const words = useWords();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // Browsers allow it on HTTPS and localhost only.
      setOutcome('notCopied');
    }
  };

  return (
    <>
      <IconButton
        icon={outcome === 'copied' ? 'copied' : 'copy'}
        title={words.copy}
        onClick={() => void copy()}
      />
      <span role="status" className={outcome === 'notCopied' ? 'copy-problem' : 'visually-hidden'}>
        {outcome && words[outcome]}
      </span>
    </>
  );
}
