import * as v from 'valibot';
import { wholeNumber } from '../frame/command.ts';

export const DIFY_GENERATIONS = ['G1', 'G2', 'G3', 'G4'] as const;
export type DifyGeneration = (typeof DIFY_GENERATIONS)[number];

export const difySettingsSchema = v.strictObject({
  /** Whose error answers are given: those of Dify up to 1.7.2, 1.8.0, 1.11.0, or of today's main branch. */
  generation: v.optional(v.picklist(DIFY_GENERATIONS), 'G4'),
  /**
   * How long a first rating waits between looking for a row and inserting one, in milliseconds; above
   * 0, two at once make two rows.
   */
  raceWindowMs: v.optional(wholeNumber(0, 60_000), 0),
});

export type DifySettings = v.InferOutput<typeof difySettingsSchema>;

const afterChunks = v.optional(wholeNumber(0), 3);

/** How one of the next answers ends instead of well, when so many chunks of it are sent. */
export const answerEndingSchema = v.variant('ending', [
  /** Breaks off with an error inside the stream, such as one of the model's. */
  v.strictObject({
    ending: v.literal('error'),
    afterChunks,
    code: v.optional(v.string(), 'completion_request_error'),
    status: v.optional(wholeNumber(400, 599), 400),
    message: v.optional(v.string(), 'The model does not answer.'),
  }),
  /** Moderation puts another text in the place of the answer. */
  v.strictObject({ ending: v.literal('replaced'), afterChunks, answer: v.string() }),
]);

export type AnswerEnding = v.InferOutput<typeof answerEndingSchema>;
