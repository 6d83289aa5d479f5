import { virtual } from '@guidepup/virtual-screen-reader';
import { onTestFinished } from 'vitest';

/**
 * Records a screen reader's announcements: the focused element with its role, name, state and
 * description, and live regions with their politeness. A simulation of the specifications, which
 * does not replace tests with real screen readers.
 */
export async function startScreenReader(): Promise<ScreenReader> {
  await virtual.start({ container: document.body });
  onTestFinished(() => virtual.stop());
  let spoken = (await virtual.spokenPhraseLog()).length;

  const reader: ScreenReader = {
    async since() {
      const log = await virtual.spokenPhraseLog();
      const news = log.slice(spoken);
      spoken = log.length;
      // Drop emptied regions, and regions whose attributes changed but not their text.
      return news.filter(
        (phrase, index) => !/^(polite|assertive): $/.test(phrase) && phrase !== news[index - 1],
      );
    },
    async browse() {
      for (let step = 0; (await virtual.lastSpokenPhrase()) !== 'end of document'; step++) {
        if (step > 200) throw new Error('The page has no end, or it is longer than this test expects.');
        await virtual.next();
      }
      return reader.since();
    },
  };
  return reader;
}

export interface ScreenReader {
  /** The announcements since the last call. */
  since(): Promise<string[]>;
  /** The announcements for a user who reads on to the end of the page. */
  browse(): Promise<string[]>;
}
