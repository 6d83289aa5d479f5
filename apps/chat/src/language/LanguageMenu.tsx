import { Icon } from '../Icon.tsx';
import { isLanguageTag, LANGUAGES } from './languages.ts';
import { pageLanguage } from './page-language.ts';
import { storeLanguage } from './preferred-language.ts';
import { useLanguage } from './useLanguage.ts';

/** Chooses the language of the page and of the feedback bars in it. */
export function LanguageMenu() {
  const { tag, words } = useLanguage();
  return (
    <label className="language-menu">
      <Icon name="language" />
      <span className="visually-hidden">{words.language}</span>
      <select
        value={tag}
        onChange={({ target }) => {
          if (!isLanguageTag(target.value)) return;
          storeLanguage(target.value);
          void pageLanguage.show(target.value);
        }}
      >
        {Object.entries(LANGUAGES).map(([each, { name }]) => (
          <option key={each} value={each} lang={each}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
