import type { Hono } from 'hono';
import * as v from 'valibot';
import type { HeldAnswers } from '../assistant/held-answers.ts';
import { readCommand } from './read-command.ts';

export function addHoldCommands(app: Hono, heldAnswers: HeldAnswers): void {
  app.post('/holds', async (context) => {
    const { question } = await readCommand(context, questionSchema);
    heldAnswers.hold(question);
    return context.body(null, 204);
  });
  app.delete('/holds', async (context) => {
    const { question } = await readCommand(context, questionSchema);
    heldAnswers.release(question);
    return context.body(null, 204);
  });
}

const questionSchema = v.strictObject({ question: v.pipe(v.string(), v.minLength(1)) });
