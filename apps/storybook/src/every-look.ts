import type { StoryContext } from '@storybook/react-vite';

/** `parameters` of a story that has more to check in each look than axe does; `globals` hold the language of the look. */
export const everyLook = (check: (context: StoryContext) => Promise<void>): EveryLookParameters => ({
  everyLook: check,
});

interface EveryLookParameters {
  readonly everyLook: (context: StoryContext) => Promise<void>;
}
