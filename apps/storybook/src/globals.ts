import type { Preview } from '@storybook/react-vite';
import { LANGUAGES } from './languages.ts';

/** The toolbar's initial values; a test run sets its own. */
export const initialGlobals = {
  language: 'en',
  direction: 'auto',
  theme: 'system',
  density: 'comfortable',
  surface: 'auto',
};

/** The toolbar, without forced colours, because a page cannot turn them on. */
export const globalTypes: Preview['globalTypes'] = {
  language: choice('Language', 'globe', [
    ...LANGUAGES.map(({ title, labels }) => [labels.locale, title] as const),
  ]),
  direction: choice('Text direction', 'transfer', [
    ['auto', 'Direction by language'],
    ['ltr', 'Left to right'],
    ['rtl', 'Right to left'],
  ]),
  theme: choice('Theme', 'contrast', [
    ['system', 'System theme'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ]),
  density: choice('Density', 'collapse', [
    ['compact', 'Compact'],
    ['comfortable', 'Comfortable'],
    ['spacious', 'Spacious'],
  ]),
  surface: choice('Details surface', 'bottombar', [
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
