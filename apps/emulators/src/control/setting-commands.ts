import type { Hono } from 'hono';
import { type SettingsStore, settingsChangeSchema } from '../settings.ts';
import { readCommand } from './read-command.ts';

export function addSettingCommands(app: Hono, settings: SettingsStore): void {
  app.get('/settings', (context) => context.json(settings.current()));
  app.patch('/settings', async (context) => {
    const change = await readCommand(context, settingsChangeSchema);
    return context.json(settings.change(change));
  });
}
