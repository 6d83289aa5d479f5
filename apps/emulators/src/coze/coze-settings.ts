import * as v from 'valibot';

/** Coze does not publish which code a refused feedback gets, so each is a setting. */
const errorCode = (code: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), code);

export const cozeSettingsSchema = v.strictObject({
  /** `cloud` is coze.cn and coze.com; `studio` the open-source Coze Studio, without feedback and OAuth. */
  profile: v.optional(v.picklist(['cloud', 'studio']), 'cloud'),
  /** The HTTP status of a failure: 200, so that only `code` shows it, or the 4xx that fits the code. */
  failureStatus: v.optional(v.picklist(['200', '4xx']), '200'),
  /** Whether responses have `detail` with the log id. The header always has it. */
  detail: v.optional(v.boolean(), true),
  /** For a missing, unknown or expired token: one code for all calls; with null, each call has its own. */
  invalidTokenCode: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
  /** The conversation does not exist, or belongs to another user. */
  foreignConversationCode: errorCode(4002),
  /** The message does not exist, or belongs to another conversation. */
  unknownMessageCode: errorCode(4005),
  /** The message is not a text of type `answer`. */
  notRateableCode: errorCode(4005),
  /** The message is older than `cutoff`. */
  tooOldCode: errorCode(4005),
  /** Too many reasons, or a reason or comment that is too long. */
  tooLongCode: errorCode(4000),
  /** The response to deleting feedback that does not exist; 0 is success. */
  deleteMissingCode: v.optional(v.picklist([0, 4200]), 0),
  /** The free calls of the account are used up. */
  exhaustedCode: errorCode(4011),
  /** Older messages cannot be rated. Coze documents 2025-07-11 0:00 without a time zone; this is Beijing's. */
  cutoff: v.optional(v.pipe(v.string(), v.isoTimestamp()), '2025-07-11T00:00:00+08:00'),
});

export type CozeSettings = v.InferOutput<typeof cozeSettingsSchema>;
