import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { answers, LONG } from './chat-page.ts';
import { emulator } from './emulator.ts';

/**
 * A question of its own, whose answer stops half-way until the test lets it go: what a test does meanwhile is done
 * while the answer comes in, on any machine.
 */
export async function heldAnswer(): Promise<HeldAnswer> {
  const { command } = emulator();
  const question = `${LONG} (${randomUUID().slice(0, 8)})`;
  await command('holds', { question });
  return {
    question,
    untilHeld: (page) => expect(answers(page).last()).toContainText(WHERE_IT_STOPS),
    letGo: () => command('holds', { question }, 'DELETE'),
  };
}

export interface HeldAnswer {
  readonly question: string;
  /** Waits until the page has the first half. Before, the answer grows and pushes what is below it away from the mouse. */
  untilHeld(page: Page): Promise<void>;
  letGo(): Promise<void>;
}

/** The end of the first half of the answer to `LONG`. */
const WHERE_IT_STOPS = 'for (const item';
