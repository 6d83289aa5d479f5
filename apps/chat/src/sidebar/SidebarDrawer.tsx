import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../IconButton.tsx';
import { useWords } from '../language/useLanguage.ts';

/**
 * The sidebar over the page. The browser keeps focus inside, closes it on Escape and returns focus.
 */
export function SidebarDrawer({ open, onClose, children }: SidebarDrawerProps) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is a second way; Escape and the button are the first.
    <dialog
      ref={dialog}
      className="drawer"
      aria-label={words.conversations}
      // React passes on the close of a dialog inside this one.
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="drawer-content">
        <IconButton icon="close" title={words.close} className="drawer-close" onClick={onClose} />
        {children}
      </div>
    </dialog>
  );
}

export interface SidebarDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}
