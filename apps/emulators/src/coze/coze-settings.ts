import * as v from 'valibot';

/** Which code a refused feedback gets is not public; any of the published ones may be chosen. */
const errorCode = (code: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), code);

export const cozeSettingsSchema = v.strictObject({
  /** `cloud` is coze.cn and coze.com; `studio` the open-source Coze Studio, without feedback and OAuth. */
  profile: v.optional(v.picklist(['cloud', 'studio']), 'cloud'),
  /** The HTTP status of a failure: 200, with nothing but `code` to tell, or a 4xx that fits the code. */
  failureStatus: v.optional(v.picklist(['200', '4xx']), '200'),
  /** Whether answers carry `detail` with the log id; the header carries it always. */
  detail: v.optional(v.boolean(), true),
  /** The token is missing, unknown or expired: a code for all calls, or null for that of each call. */
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
  /** What deleting a feedback that is not there is answered with; 0 is success. */
  deleteMissingCode: v.optional(v.picklist([0, 4200]), 0),
  /** The free calls of the account are used up. */
  exhaustedCode: errorCode(4011),
  /** Older messages cannot be rated. The vendor gives 2025-07-11 0:00 and no zone; this is Beijing's. */
  cutoff: v.optional(v.pipe(v.string(), v.isoTimestamp()), '2025-07-11T00:00:00+08:00'),
  /** Whether an answer is followed by suggested questions. */
  followUps: v.optional(v.boolean(), true),
});

export type CozeSettings = v.InferOutput<typeof cozeSettingsSchema>;
