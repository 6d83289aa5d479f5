import type { FeedbackLabels, Rating } from '@message-feedback/react';
import type { ReactRenderer, StoryContext } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { wordsOf } from './words-of.ts';

/** Queries and actions of play functions for the bar of a story, in the toolbar's language. */
export function barOf(context: Pick<StoryContext<ReactRenderer>, 'canvas' | 'userEvent' | 'globals'>) {
  const { canvas, userEvent } = context;
  const words = wordsOf(context);
  const button = (name: string) => canvas.findByRole('button', { name });

  return {
    words,
    like: () => button(words.rating.like),
    dislike: () => button(words.rating.dislike),
    /** The rating's button, once it is pressed. */
    pressed: (rating: Rating) => canvas.findByRole('button', { name: words.rating[rating], pressed: true }),
    press: async (rating: Rating) => userEvent.click(await button(words.rating[rating])),
    /** Rates, and opens the details if the surface does not open them by rating. */
    openDetails: async (rating: Rating = 'dislike') => {
      await userEvent.click(await button(words.rating[rating]));
      if (context.globals.surface === 'inline') await userEvent.click(await button(words.addDetails));
    },
    status: () => canvas.getByRole('status'),
    button: (label: ButtonLabel) => button(words[label]),
    click: async (label: ButtonLabel) => userEvent.click(await button(words[label])),
    comment: () => canvas.findByRole('textbox', { name: words.comment }),
    /** The checkbox of one of the language's default reasons. */
    reason: (id: string) =>
      canvas.findByRole('checkbox', {
        name: words.reasons.dislike.find((reason) => reason.id === id)?.label ?? id,
      }),
    /** The details on any surface, once they are visible. */
    async details(rating: Rating = 'dislike'): Promise<HTMLElement> {
      const title = await canvas.findByRole('heading', { name: words.detailsTitle[rating] });
      await waitFor(() => expect(title).toBeVisible());
      const surface = title.closest<HTMLElement>('[aria-labelledby]');
      if (surface === null) throw new Error('The title of the details names nothing.');
      return surface;
    },
    async detailsAreClosed(): Promise<void> {
      await waitFor(() => expect(canvas.queryByRole('textbox', { name: words.comment })).toBeNull());
    },
    /** Waits until the status shows this text. */
    async says(text: string): Promise<void> {
      // All white space is compared as plain spaces, because French uses special ones.
      await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(text.replace(/\s/g, ' ')));
    },
  };
}

type ButtonLabel = Extract<
  keyof FeedbackLabels,
  'send' | 'close' | 'undo' | 'retry' | 'quote' | 'addDetails' | 'editDetails' | 'viewDetails'
>;
