import type { Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import { withScriptedServer } from '../apps/storybook/stories/withScriptedServer.tsx';
import './preview.css';

// The details are fetched when somebody comes near; a busy machine takes more than a second for their first time.
configure({ asyncUtilTimeout: 5_000 });

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [
    withScriptedServer,
    (Story, { globals }) => (
      <div dir={globals.direction}>
        <Story />
      </div>
    ),
  ],
  beforeEach: ({ globals }) => {
    const { dataset } = document.documentElement;
    if (globals.theme === 'system') delete dataset.theme;
    else dataset.theme = globals.theme;
  },
  initialGlobals: { theme: 'system', direction: 'ltr' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'Theme of the system' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
    direction: {
      description: 'Direction of the text',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
  parameters: {
    a11y: {
      test: 'error',
      options: {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    },
    // The toolbar's theme brings its own background.
    backgrounds: { disable: true },
    options: {
      storySort: {
        order: [
          'Introduction',
          'FeedbackBar',
          ['States', 'Details', 'Delivery', 'Surroundings'],
          'Parts',
          'Hook',
        ],
      },
    },
  },
};
export default preview;
