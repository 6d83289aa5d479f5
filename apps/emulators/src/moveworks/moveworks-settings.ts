import * as v from 'valibot';
import { someText, wholeNumber } from '../frame/command.ts';

/** The three generations of the API, oldest beta first; the same calls under each. */
export const MOVEWORKS_PATHS = ['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const;
export type MoveworksPath = (typeof MOVEWORKS_PATHS)[number];

/** Which ratings an answer offers. */
export const FEEDBACK_SIDES = ['both', 'helpful', 'unhelpful', 'none'] as const;

/** The one client there is. It opens only the emulator, so it is not a secret. */
export const MOVEWORKS_ACCESS = {
  assistantName: 'emulated-assistant',
  clientId: 'emulated-client',
  clientSecret: 'emulated-secret',
};

export const moveworksSettingsSchema = v.strictObject({
  /** The generations this tenant may use; every other path is 404. None is a tenant without the API. */
  enabledPaths: v.optional(v.array(v.picklist(MOVEWORKS_PATHS)), [...MOVEWORKS_PATHS]),
  /** What `Assistant-Name` has to say. */
  assistantName: v.optional(someText, MOVEWORKS_ACCESS.assistantName),
  /** The token alone, as the guides show it, or inside `data`, as the reference does. */
  tokenResponse: v.optional(v.picklist(['flat', 'data']), 'flat'),
  /** Seconds until a bearer expires. */
  tokenExpiresIn: v.optional(wholeNumber(1, 86_400), 3600),
  /** A comment of more than 1000 characters, the limit of the reference pages, which the schema leaves out. */
  overLongFeedback: v.optional(v.picklist(['reject', 'accept']), 'reject'),
  /** A second submission replaces the first, is ignored with the same answer, or is refused with 400. */
  resubmission: v.optional(v.picklist(['accept', 'ignore', 'reject']), 'accept'),
  /** Whether each read of a message mints new callback ids, and whether earlier ones stay valid then. */
  tokenRotation: v.optional(v.picklist(['never', 'keep_old', 'revoke_old']), 'never'),
  /** The ratings that new answers offer. */
  feedbackSides: v.optional(v.picklist(FEEDBACK_SIDES), 'both'),
  /** How new responses end. */
  responseOutcome: v.optional(v.picklist(['COMPLETED', 'FAILED']), 'COMPLETED'),
});

export type MoveworksSettings = v.InferOutput<typeof moveworksSettingsSchema>;
