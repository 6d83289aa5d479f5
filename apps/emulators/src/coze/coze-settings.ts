import * as v from 'valibot';

/** Which code a refused feedback gets is not public; any of the published ones may be chosen. */
const errorCode = v.pipe(v.number(), v.integer(), v.minValue(1));

export const cozeSettingsSchema = v.strictObject({
  /** `cloud` is coze.cn and coze.com; `studio` the open-source Coze Studio, which knows neither feedback nor OAuth. */
  profile: v.picklist(['cloud', 'studio']),
  /** The HTTP status of a failure: 200, with nothing but `code` to tell, or a 4xx that fits the code. */
  failureStatus: v.picklist(['200', '4xx']),
  /** Whether answers carry `detail` with the log id; the header carries it always. */
  detail: v.boolean(),
  /** The token is missing, unknown or expired. Published: 4100, 700012006. */
  invalidTokenCode: errorCode,
  /** The conversation does not exist, or belongs to another user. */
  foreignConversationCode: errorCode,
  /** The message does not exist, or belongs to another conversation. */
  unknownMessageCode: errorCode,
  /** The message is no text of type `answer`. */
  notRateableCode: errorCode,
  /** The message is older than `cutoff`. */
  tooOldCode: errorCode,
  /** Too many reasons, or a reason or comment that is too long. */
  tooLongCode: errorCode,
  /** What deleting a feedback that is not there is answered with; 0 is success. */
  deleteMissingCode: v.picklist([0, 4200]),
  /** The free calls of the account are used up. */
  exhaustedCode: errorCode,
  /** Messages made before this time cannot be rated. The vendor gives 2025-07-11 0:00 and no zone; this is Beijing's. */
  cutoff: v.pipe(v.string(), v.isoTimestamp()),
  /** Whether an answer is followed by suggested questions. */
  followUps: v.boolean(),
});

export type CozeSettings = v.InferOutput<typeof cozeSettingsSchema>;

export const COZE_DEFAULTS: CozeSettings = {
  profile: 'cloud',
  failureStatus: '200',
  detail: true,
  invalidTokenCode: 4100,
  foreignConversationCode: 4002,
  unknownMessageCode: 4005,
  notRateableCode: 4005,
  tooOldCode: 4005,
  tooLongCode: 4000,
  deleteMissingCode: 0,
  exhaustedCode: 4011,
  cutoff: '2025-07-11T00:00:00+08:00',
  followUps: true,
};
