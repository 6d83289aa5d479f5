import type { Preview } from '@storybook/react-vite';
import { configure, expect } from 'storybook/test';
import { themes } from 'storybook/theming';
import { globalTypes, initialGlobals } from '../apps/storybook/src/globals.ts';
import { sharpenArgTypes } from '../apps/storybook/src/sharpen-arg-types.ts';
import { stringsIn, untranslatedTexts } from '../apps/storybook/src/untranslated-texts.ts';
import { withScriptedServer } from '../apps/storybook/src/withScriptedServer.tsx';
import { withToolbar } from '../apps/storybook/src/withToolbar.tsx';
import './preview.css';

// The details are fetched when somebody comes near; a busy machine takes more than a second for their first time.
configure({ asyncUtilTimeout: 15_000 });

const preview: Preview = {
  tags: ['autodocs'],
  initialGlobals,
  globalTypes,
  argTypesEnhancers: [sharpenArgTypes],
  decorators: [withScriptedServer, withToolbar],
  beforeEach({ globals }) {
    const { dataset } = document.documentElement;
    if (globals.theme === 'system') delete dataset.theme;
    else dataset.theme = globals.theme;
    // What earlier stories left unsent.
    for (const key of Object.keys(localStorage))
      if (key.startsWith('message-feedback:')) localStorage.removeItem(key);
  },
  async afterEach({ canvasElement, globals, parameters, args }) {
    if (globals.language !== 'en-XA') return;
    const own = new Set(stringsIn([parameters.feedback, parameters.own, args]));
    await expect(untranslatedTexts(canvasElement, own)).toEqual([]);
  },
  parameters: {
    a11y: {
      test: 'error',
      config: {
        rules: [
          {
            id: 'color-contrast',
            // With forced colours Chromium reports the page's text on the user's background: a contrast that nobody sees.
            enabled: !matchMedia('(forced-colors: active)').matches,
          },
        ],
      },
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    },
    docs: { theme: matchMedia('(prefers-color-scheme: dark)').matches ? themes.dark : themes.light },
    // The toolbar's theme brings its own background.
    backgrounds: { disable: true },
    options: {
      storySort: {
        order: [
          'Introduction',
          'All states',
          'FeedbackBar',
          ['Overview', 'States', 'Details', 'Delivery', 'Surroundings', 'Fit', 'Flows'],
          'Parts',
          // In the order in which they stand in a bar. Storybook reads this list without running it.
          [
            'Overview',
            'Root',
            'Like',
            'Dislike',
            'Status',
            'Undo',
            'Retry',
            'DetailsTrigger',
            'Details',
            'DetailsTitle',
            'Reasons',
            'Reason',
            'ReasonLabel',
            'ReasonInput',
            'ReasonAdd',
            'CommentLabel',
            'Comment',
            'CommentError',
            'CharacterCount',
            'Send',
            'Close',
          ],
          'Hook',
          'FeedbackProvider',
          'Theming',
          ['Overview'],
          'Languages',
          ['Overview'],
          'Accessibility',
        ],
      },
    },
  },
};
export default preview;
