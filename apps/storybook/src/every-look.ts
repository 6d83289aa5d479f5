import type { StoryContext } from '@storybook/react-vite';

/**
 * `parameters` of a story with its own check in each look, besides axe; `globals` has the language
 * of the look.
 */
export const everyLook = (check: (context: StoryContext) => Promise<void>): EveryLookParameters => ({
  everyLook: check,
});

interface EveryLookParameters {
  readonly everyLook: (context: StoryContext) => Promise<void>;
}
