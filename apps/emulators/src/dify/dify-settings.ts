import * as v from 'valibot';
import { milliseconds } from '../milliseconds.ts';

export const DIFY_GENERATIONS = ['G1', 'G2', 'G3', 'G4'] as const;
export type DifyGeneration = (typeof DIFY_GENERATIONS)[number];

export const difySettingsSchema = v.strictObject({
  /** Whose error answers are given: those of Dify up to 1.7.2, 1.8.0, 1.11.0, or of today's main branch. */
  generation: v.picklist(DIFY_GENERATIONS),
  /** How long a first rating waits between looking for a row and inserting one, in milliseconds; above 0, two at once make two rows. */
  raceWindowMs: milliseconds,
});

export const DIFY_DEFAULTS: v.InferOutput<typeof difySettingsSchema> = { generation: 'G4', raceWindowMs: 0 };
