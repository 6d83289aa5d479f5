import { useRef } from 'react';
import { Icon } from '../Icon.tsx';
import { useWords } from '../language/useLanguage.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { useAbout } from './useAbout.ts';

/** Opens "About this demo". The browser returns focus to it afterwards. */
export function AboutButton() {
  const about = useAbout();
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  if (!about) return null;
  return (
    <>
      <button
        type="button"
        className="about-button"
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="about" />
        {words.about}
      </button>
      <AboutDialog about={about} ref={dialog} />
    </>
  );
}
