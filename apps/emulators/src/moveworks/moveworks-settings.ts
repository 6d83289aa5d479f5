import * as v from 'valibot';
import { someText, wholeNumber } from '../frame/command.ts';

/** The three generations of the API, with the same calls; the beta first. */
export const MOVEWORKS_PATHS = ['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const;
export type MoveworksPath = (typeof MOVEWORKS_PATHS)[number];

/** The ratings that an answer accepts. */
export const FEEDBACK_SIDES = ['both', 'helpful', 'unhelpful', 'none'] as const;

/** The credentials of the only client. They are not secret: they work only for the emulator. */
export const MOVEWORKS_ACCESS = {
  assistantName: 'emulated-assistant',
  clientId: 'emulated-client',
  clientSecret: 'emulated-secret',
};

export const moveworksSettingsSchema = v.strictObject({
  /** The generations that are enabled for this tenant; every other path is 404. */
  enabledPaths: v.optional(v.array(v.picklist(MOVEWORKS_PATHS)), [...MOVEWORKS_PATHS]),
  /** The required `Assistant-Name`. */
  assistantName: v.optional(someText, MOVEWORKS_ACCESS.assistantName),
  /** The token alone, as the guides show it, or inside `data`, as the reference does. */
  tokenResponse: v.optional(v.picklist(['flat', 'data']), 'flat'),
  /** Seconds until a bearer expires. */
  tokenExpiresIn: v.optional(wholeNumber(1, 86_400), 3600),
  /** For a comment of more than 1000 characters: only the reference pages state this limit. */
  overLongFeedback: v.optional(v.picklist(['reject', 'accept']), 'reject'),
  /** A second submission replaces the first, is ignored with the same response, or gets 400. */
  resubmission: v.optional(v.picklist(['accept', 'ignore', 'reject']), 'accept'),
  /** Whether each read of a message mints new callback ids, and whether earlier ones stay valid. */
  tokenRotation: v.optional(v.picklist(['never', 'keep_old', 'revoke_old']), 'never'),
  /** The ratings that new answers accept. */
  feedbackSides: v.optional(v.picklist(FEEDBACK_SIDES), 'both'),
  /** How new responses end. */
  responseOutcome: v.optional(v.picklist(['COMPLETED', 'FAILED']), 'COMPLETED'),
});

export type MoveworksSettings = v.InferOutput<typeof moveworksSettingsSchema>;
