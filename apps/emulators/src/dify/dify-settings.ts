import * as v from 'valibot';
import { wholeNumber } from '../frame/command.ts';

export const DIFY_GENERATIONS = ['G1', 'G2', 'G3', 'G4'] as const;
export type DifyGeneration = (typeof DIFY_GENERATIONS)[number];

export const difySettingsSchema = v.strictObject({
  /** The version whose errors it returns: up to 1.7.2, from 1.8.0, from 1.11.0, or the main branch. */
  generation: v.optional(v.picklist(DIFY_GENERATIONS), 'G4'),
  /**
   * How long a rating waits between looking for its row and inserting one, in milliseconds. Above 0,
   * two requests at the same time insert two rows.
   */
  raceWindowMs: v.optional(wholeNumber(0, 60_000), 0),
});

export type DifySettings = v.InferOutput<typeof difySettingsSchema>;
