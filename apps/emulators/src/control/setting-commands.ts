import type { Hono } from 'hono';
import * as v from 'valibot';
import { DIFY_GENERATIONS, type SettingsStore } from '../settings.ts';
import { readCommand } from './read-command.ts';

export function addSettingCommands(app: Hono, settings: SettingsStore): void {
  app.get('/settings', (context) => context.json(settings.current()));
  app.patch('/settings', async (context) => {
    const change = await readCommand(context, changeSchema);
    return context.json(settings.change(change));
  });
}

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000));

const changeSchema = v.strictObject({
  paceMs: v.optional(milliseconds),
  dify: v.optional(
    v.strictObject({
      generation: v.optional(v.picklist(DIFY_GENERATIONS)),
      raceWindowMs: v.optional(milliseconds),
    }),
  ),
});
