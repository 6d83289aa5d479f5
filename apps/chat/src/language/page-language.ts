import { ENGLISH, LANGUAGES, type Language, type LanguageTag } from './languages.ts';

/** The language of the page, with `lang` and `dir` of the document. Lives outside React. */
export const pageLanguage = {
  get: () => shown,

  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Loads the words first. If that fails, as it does offline, the page keeps its language. */
  async show(tag: LanguageTag): Promise<void> {
    latestChoice = tag;
    const loaded = await LANGUAGES[tag].load().catch(() => null);
    if (loaded === null || tag !== latestChoice) return;
    shown = { tag, labels: loaded.labels, words: loaded.words };
    document.documentElement.lang = tag;
    document.documentElement.dir = LANGUAGES[tag].direction ?? 'ltr';
    for (const listener of listeners) listener();
  },
};

let shown: Language = ENGLISH;
/** A later choice may load faster. */
let latestChoice: LanguageTag = shown.tag;
const listeners = new Set<() => void>();
