import type { Preview } from '@storybook/react-vite';
import { configure, expect } from 'storybook/test';
import { themes } from 'storybook/theming';
import { globalTypes, initialGlobals } from '../apps/storybook/src/globals.ts';
import { sharpenArgTypes } from '../apps/storybook/src/sharpen-arg-types.ts';
import { stringsIn, untranslatedTexts } from '../apps/storybook/src/untranslated-texts.ts';
import { withScriptedServer } from '../apps/storybook/src/withScriptedServer.tsx';
import { withToolbar } from '../apps/storybook/src/withToolbar.tsx';
import { axeRules } from './axe-rules.ts';
import './preview.css';

// The details load on hover or focus; on a busy machine the first load takes more than a second.
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
    // Removes the unsent feedback of earlier stories.
    for (const key of Object.keys(localStorage))
      if (key.startsWith('message-feedback')) localStorage.removeItem(key);
  },
  async afterEach({ canvasElement, globals, parameters, args }) {
    if (globals.language !== 'en-XA') return;
    const own = new Set(stringsIn([parameters.feedback, parameters.own, args]));
    await expect(untranslatedTexts(canvasElement, own), 'texts that are not in the pseudo-locale').toEqual(
      [],
    );
  },
  parameters: {
    a11y: {
      test: 'error',
      config: {
        rules: axeRules(),
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
          ['Overview', 'States', 'Details', 'Options', 'Delivery', 'Surroundings', 'Fit', 'Flows'],
          'Parts',
          // In the order of the bar. Storybook parses this list statically.
          [
            'Overview',
            'Root',
            'Like',
            'Dislike',
            'Status',
            'Undo',
            'SentAction',
            'Retry',
            'DetailsTrigger',
            'Details',
            'DetailsTitle',
            'DetailsDescription',
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
