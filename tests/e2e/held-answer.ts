import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { answers, LONG } from './chat-page.ts';
import { emulator } from './emulator.ts';

/**
 * A unique question whose answer stops half-way until the test releases it: what a test does
 * meanwhile happens while the answer streams, on any machine.
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
  /**
   * Waits until the page has the first half. Until then the growing answer moves the elements below
   * it.
   */
  untilHeld(page: Page): Promise<void>;
  letGo(): Promise<void>;
}

/** The end of the first half of the answer to `LONG`. */
const WHERE_IT_STOPS = 'for (const item';
