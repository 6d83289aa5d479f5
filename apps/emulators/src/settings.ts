import * as v from 'valibot';
import { cozeSettingsSchema } from './coze/coze-settings.ts';
import { difySettingsSchema } from './dify/dify-settings.ts';
import { wholeNumber } from './frame/command.ts';
import type { Store } from './frame/store.ts';
import { moveworksSettingsSchema } from './moveworks/moveworks-settings.ts';

/** A change of some settings, as the control API accepts it. */
export const settingsChangeSchema = v.strictObject({
  /** Milliseconds between two chunks of a streamed answer. */
  paceMs: v.optional(wholeNumber(0, 60_000)),
  dify: v.optional(v.partial(difySettingsSchema)),
  coze: v.optional(v.partial(cozeSettingsSchema)),
  moveworks: v.optional(v.partial(moveworksSettingsSchema)),
});
type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;

/** The settings, stored in the state file. */
export function createSettings({ collection }: Store, paceMs: number) {
  const defaults = {
    paceMs,
    dify: v.parse(difySettingsSchema, {}),
    coze: v.parse(cozeSettingsSchema, {}),
    moveworks: v.parse(moveworksSettingsSchema, {}),
  };
  const rows = collection('settings', 'id', (given: SettingsChange) => ({ ...given, id: 1 }));
  // Complete, because JSON has no undefined values that could replace a default.
  const merged = (settings: typeof defaults, change: SettingsChange) =>
    ({
      paceMs: change.paceMs ?? settings.paceMs,
      dify: { ...settings.dify, ...change.dify },
      coze: { ...settings.coze, ...change.coze },
      moveworks: { ...settings.moveworks, ...change.moveworks },
    }) as typeof defaults;
  const current = () => merged(defaults, rows.find({}) ?? {});
  return {
    current,
    change(change: SettingsChange) {
      rows.put(merged(current(), change));
      return current();
    },
  };
}

export type Settings = ReturnType<typeof createSettings>;
