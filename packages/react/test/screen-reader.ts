import { virtual } from '@guidepup/virtual-screen-reader';
import { onTestFinished } from 'vitest';

/**
 * Listens to what a screen reader says of the page: what focus comes to, with its role, name, state and description, and
 * what live regions announce, with their politeness. A simulation after the specifications, so it adds to trying with real
 * screen readers and does not replace it.
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
      // A region that is emptied says nothing, and one whose attributes change has nothing new to say.
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
  /** What was said since this was last asked. */
  since(): Promise<string[]>;
  /** What is said to somebody who reads on to the end. */
  browse(): Promise<string[]>;
}
