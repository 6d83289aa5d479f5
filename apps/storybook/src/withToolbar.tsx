import { FeedbackBar } from '@message-feedback/react';
import type { Decorator } from '@storybook/react-vite';
import { languageOf } from './languages.ts';

/**
 * Shows every story in the toolbar's language, direction and density, with details on the toolbar's
 * surface.
 */
export const withToolbar: Decorator = (Story, { globals, args, component }) => {
  const { labels, direction = 'ltr' } = languageOf(globals.language);
  const { surface = globals.surface } = args;
  return (
    <div
      lang={labels.locale}
      dir={globals.direction === 'auto' ? direction : globals.direction}
      data-density={globals.density}
    >
      {component === FeedbackBar ? <Story args={{ ...args, surface }} /> : <Story />}
    </div>
  );
};
