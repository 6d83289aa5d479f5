import * as v from 'valibot';

/** The three generations of the API, oldest beta first; the same calls under each. */
export const MOVEWORKS_PATHS = ['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const;

/** Which ratings an answer offers. */
export const FEEDBACK_SIDES = ['both', 'helpful', 'unhelpful', 'none'] as const;

export const MOVEWORKS_ASSISTANT = 'emulated-assistant';

export const moveworksSettingsSchema = v.strictObject({
  /** The generations this tenant may use; every other path is 404. None is a tenant for whom the API is not enabled. */
  enabledPaths: v.optional(v.array(v.picklist(MOVEWORKS_PATHS)), [...MOVEWORKS_PATHS]),
  /** What `Assistant-Name` has to say. */
  assistantName: v.optional(v.pipe(v.string(), v.minLength(1)), MOVEWORKS_ASSISTANT),
  /** The token alone, as the guides show it, or inside `data`, as the reference does. */
  tokenResponse: v.optional(v.picklist(['flat', 'data']), 'flat'),
  /** Seconds until a bearer expires. */
  tokenExpiresIn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)), 3600),
  /** What happens to a comment of more than 1000 characters, the limit of the reference pages, which the schema leaves out. */
  overLongFeedback: v.optional(v.picklist(['reject', 'accept']), 'reject'),
  /** What a second submission for a message does: replaces the first, is ignored with the same answer, or is refused with 400. */
  resubmission: v.optional(v.picklist(['accept', 'ignore', 'reject']), 'accept'),
  /** Whether each read of a message mints new callback ids, and whether those given out before stay valid then. */
  tokenRotation: v.optional(v.picklist(['never', 'keep_old', 'revoke_old']), 'never'),
  /** The ratings that new answers offer. */
  feedbackSides: v.optional(v.picklist(FEEDBACK_SIDES), 'both'),
  /** How new responses end. */
  responseOutcome: v.optional(v.picklist(['COMPLETED', 'FAILED']), 'COMPLETED'),
});

export type MoveworksSettings = v.InferOutput<typeof moveworksSettingsSchema>;

/** The one client there is. It opens nothing but the emulator, so it is no secret. */
export const MOVEWORKS_CLIENT = { id: 'emulated-client', secret: 'emulated-secret' } as const;
