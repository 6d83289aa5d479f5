import { randomUUID } from 'node:crypto';
import { LONG } from './chat-page.ts';
import { emulator } from './emulator.ts';

/**
 * A question of its own, whose answer stops half-way until the test lets it go: what a test does meanwhile is done
 * while the answer comes in, on any machine.
 */
export async function heldAnswer(): Promise<HeldAnswer> {
  const { command } = emulator();
  const question = `${LONG} (${randomUUID().slice(0, 8)})`;
  await command('holds', { question });
  return { question, letGo: () => command('holds', { question }, 'DELETE') };
}

export interface HeldAnswer {
  readonly question: string;
  letGo(): Promise<void>;
}
