import type { Preview } from '@storybook/react-vite';
import { LANGUAGES } from './languages.ts';

/** What the toolbar starts with; a test run pins its own. */
export const initialGlobals = {
  language: 'en',
  direction: 'auto',
  theme: 'system',
  density: 'comfortable',
  surface: 'auto',
};

/** The toolbar. Forced colours are missing, as a page cannot ask for them: they are the user's own. */
export const globalTypes: Preview['globalTypes'] = {
  language: choice('Language of the words', 'globe', [
    ...LANGUAGES.map(({ title, labels }) => [labels.locale, title] as const),
  ]),
  direction: choice('Direction of the text', 'transfer', [
    ['auto', 'Direction of the language'],
    ['ltr', 'Left to right'],
    ['rtl', 'Right to left'],
  ]),
  theme: choice('Theme', 'contrast', [
    ['system', 'Theme of the system'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ]),
  density: choice('Density', 'collapse', [
    ['compact', 'Compact'],
    ['comfortable', 'Comfortable'],
    ['spacious', 'Spacious'],
  ]),
  surface: choice('Surface of the details', 'bottombar', [
    ['auto', 'Surface by screen'],
    ['popover', 'Popover'],
    ['inline', 'Inline'],
    ['sheet', 'Sheet'],
  ]),
};

function choice(
  description: string,
  icon: string,
  items: readonly (readonly [value: string, title: string])[],
) {
  return {
    description,
    toolbar: { icon, dynamicTitle: true, items: items.map(([value, title]) => ({ value, title })) },
  } as NonNullable<Preview['globalTypes']>[string];
}
