import { FeedbackBar } from '@message-feedback/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { retryAtOnce } from '../src/failing-server.ts';
import { type BarState, reachState, StateCell } from '../src/StateCell.tsx';
import { wordsOf } from '../src/words-of.ts';
import * as States from './FeedbackBar.stories.tsx';
import * as Delivery from './FeedbackBarDelivery.stories.tsx';
import * as Details from './FeedbackBarDetails.stories.tsx';

const STATES: readonly BarState[] = [
  { name: 'Untouched' },
  { name: 'Liked', story: States.Liked },
  { name: 'Disliked', story: States.Disliked },
  { name: 'Thank-you with undo', presses: ({ rating }) => [rating.like], says: ({ saved }) => saved },
  {
    name: 'Revoked',
    presses: ({ rating, undo }) => [rating.like, undo],
    says: ({ undone }) => undone,
  },
  {
    name: 'Saving',
    story: Delivery.Saving,
    presses: ({ rating }) => [rating.like],
    says: ({ saving }) => saving,
  },
  {
    name: 'Not sent yet',
    story: Delivery.NotSentYet,
    presses: ({ rating }) => [rating.like],
    says: ({ delayed }) => delayed,
  },
  {
    name: 'Waits for sign-in',
    story: Delivery.Held,
    presses: ({ rating }) => [rating.like],
    says: ({ held }) => held,
  },
  {
    name: 'Refused',
    story: Delivery.Refused,
    presses: ({ rating }) => [rating.like],
    says: ({ refused }) => refused.message_not_found,
  },
  {
    name: 'Final',
    story: States.Final,
    presses: ({ rating }) => [rating.dislike],
    says: ({ final }) => final,
  },
  {
    name: 'Disabled',
    story: States.Disabled,
    presses: ({ rating }) => [rating.like],
    says: ({ notRatable }) => notRatable,
  },
  { name: 'Read-only', story: States.ReadOnly },
  { name: 'One-sided', story: States.OneSided },
  { name: 'Still streaming', story: States.StillStreaming, presses: ({ rating }) => [rating.like] },
  {
    name: 'Details',
    story: States.Disliked,
    presses: ({ addDetails }) => [addDetails],
  },
  {
    name: 'Details with saved feedback',
    story: { parameters: States.Restored.parameters ?? {} },
    presses: ({ editDetails }) => [editDetails],
  },
  {
    name: 'Details with custom reasons',
    story: {
      parameters: {
        feedback: {
          ...Details.CustomReason.parameters?.feedback,
          ...States.Disliked.parameters?.feedback,
        },
      },
    },
    presses: ({ addDetails }) => [addDetails],
  },
  {
    name: 'Read-only details',
    story: States.ReadOnly,
    presses: ({ viewDetails }) => [viewDetails],
  },
];

const THEMES = ['light', 'dark'] as const;

/**
 * Every state of the bar at once, in both themes. Language, direction and density are in the
 * toolbar.
 */
const meta = {
  title: 'All states',
  component: FeedbackBar,
  args: { message: { messageId: 'message-1' } },
  parameters: {
    own: ['Too many emojis', 'Only the user who asked can rate this.'],
    layout: 'fullscreen',
    docs: { story: { inline: false, height: '60rem' } },
  },
} satisfies Meta<typeof FeedbackBar>;
export default meta;

export const LightAndDark: StoryObj<typeof meta> = {
  beforeEach: retryAtOnce,
  render: (_args, { globals }) => (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(20rem, 1fr))' }}>
      {THEMES.map((theme) => (
        <div
          key={theme}
          data-theme={theme}
          style={{ display: 'grid', gap: '0.75rem', alignContent: 'start', padding: '1rem' }}
        >
          {STATES.map((state) => (
            <StateCell key={state.name} state={state} language={globals.language} />
          ))}
        </div>
      ))}
    </div>
  ),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf({ globals });
    const cells = [...canvasElement.querySelectorAll<HTMLElement>('[data-state]')];
    await Promise.all(
      cells.map((cell) => {
        const state = STATES.find(({ name }) => name === cell.dataset.state);
        if (state === undefined) throw new Error(`There is no state "${cell.dataset.state}".`);
        return reachState(cell, state, words);
      }),
    );
  },
};
