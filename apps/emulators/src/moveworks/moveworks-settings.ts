import * as v from 'valibot';

/** The three generations of the API, oldest beta first; the same calls under each. */
export const MOVEWORKS_PATHS = ['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const;

/** Which ratings an answer offers. */
export const FEEDBACK_SIDES = ['both', 'helpful', 'unhelpful', 'none'] as const;

export const moveworksSettingsSchema = v.strictObject({
  /** The generations this tenant may use; every other path is 404. None is a tenant for whom the API is not enabled. */
  enabledPaths: v.array(v.picklist(MOVEWORKS_PATHS)),
  /** What `Assistant-Name` has to say. */
  assistantName: v.pipe(v.string(), v.minLength(1)),
  /** The token alone, as the guides show it, or inside `data`, as the reference does. */
  tokenResponse: v.picklist(['flat', 'data']),
  /** Seconds until a bearer expires. */
  tokenExpiresIn: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)),
  /** What happens to a comment of more than 1000 characters, the limit of the reference pages, which the schema leaves out. */
  overLongFeedback: v.picklist(['reject', 'accept']),
  /** What a second submission for a message does: replaces the first, is ignored with the same answer, or is refused with 400. */
  resubmission: v.picklist(['accept', 'ignore', 'reject']),
  /** Whether each read of a message mints new callback ids, and whether those given out before stay valid then. */
  tokenRotation: v.picklist(['never', 'keep_old', 'revoke_old']),
  /** The ratings that new answers offer. */
  feedbackSides: v.picklist(FEEDBACK_SIDES),
  /** How new responses end. */
  responseOutcome: v.picklist(['COMPLETED', 'FAILED']),
});

export type MoveworksSettings = v.InferOutput<typeof moveworksSettingsSchema>;

export const MOVEWORKS_DEFAULTS: MoveworksSettings = {
  enabledPaths: [...MOVEWORKS_PATHS],
  assistantName: 'emulated-assistant',
  tokenResponse: 'flat',
  tokenExpiresIn: 3600,
  overLongFeedback: 'reject',
  resubmission: 'accept',
  tokenRotation: 'never',
  feedbackSides: 'both',
  responseOutcome: 'COMPLETED',
};

/** The one client there is. It opens nothing but the emulator, so it is no secret. */
export const MOVEWORKS_CLIENT = { id: 'emulated-client', secret: 'emulated-secret' } as const;
