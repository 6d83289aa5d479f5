import { DEFAULT_LIMITS, type Feedback, type Rating } from '@message-feedback/core';
import { checkBaseUrl } from '../base-url.ts';
import type { FeedbackAdapter, IdRule, RepeatInDoubt, UpstreamMessage } from '../feedback-adapter.ts';
import { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
import type { GetToken, ResolveMessage } from '../host-functions.ts';
import { readMoveworksOutcome, readMoveworksTraceId } from './moveworks-outcome.ts';
import { additionalFeedbackProblems, CALLBACK_SIDES, toMoveworksRequest } from './moveworks-request.ts';

export interface MoveworksAdapterOptions {
  /**
   * The region and the generation of the API: `https://api.moveworks.ai/rest/v1beta1`, `…/assistant/v1` or `…/rest/v1`. The same calls
   * stand under each.
   */
  readonly baseUrl: string;
  /** What the header `Assistant-Name` says: the "Bot Name" of the assistant. */
  readonly assistantName: string;
  /** A bearer that acts for this user, such as `createMoveworksTokens` gives. */
  readonly getToken: GetToken;
  /**
   * Finds the two callback ids of a message, for references that were sealed without them and for ids that Moveworks has replaced.
   * Not called for messages whose sealed ids are taken.
   */
  readonly resolveMessage?: ResolveMessage;
  /**
   * How long a rating waits in the proxy, in milliseconds, so that it can be undone: Moveworks takes nothing back.
   * @default 10_000
   */
  readonly holdMs?: number;
  /**
   * Writes reasons and comment into Moveworks' one text, `additional_feedback`. What is longer than 1000 characters is refused when
   * the user sends it, never cut.
   * @default foldFeedback
   */
  readonly formatFeedback?: FoldFeedback;
  /**
   * Whether a rating is sent again when nobody knows if it arrived (no answer, or 5xx). What Moveworks makes of a second one is
   * not documented.
   * @default 'once'
   */
  readonly repeatInDoubt?: RepeatInDoubt;
  /**
   * Lets `baseUrl` be plain `http:` to another host than this one. The token then travels unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Moveworks. A rating is final once Moveworks has it, so it waits for the undo window first. Callback ids come from a
 * sealed reference or `resolveMessage`: whoever chooses them chooses the rating. Throws a `TypeError` for options that cannot work.
 */
export function createMoveworksAdapter(options: MoveworksAdapterOptions): FeedbackAdapter {
  const { getToken, resolveMessage, holdMs = 10_000, formatFeedback = foldFeedback } = options;
  const { repeatInDoubt = 'once', allowInsecureBaseUrl = false } = options;
  if (typeof getToken !== 'function') throw unusable('getToken is no function', 'one that returns a bearer');
  if (!Number.isFinite(holdMs) || holdMs < 0)
    throw unusable('holdMs is negative', 'milliseconds, or leave it out');
  const settings = {
    baseUrl: checkBaseUrl({
      baseUrl: options.baseUrl,
      allowInsecureBaseUrl,
      adapter: 'Moveworks',
      example: 'https://api.moveworks.ai/rest/v1beta1',
    }),
    assistantName: checkAssistantName(options.assistantName),
    formatFeedback,
  };

  return {
    name: 'moveworks',
    ownership: 'host',
    capabilities: { revoke: false, change: 'unknown', reasons: 'folded', holdMs, limits: DEFAULT_LIMITS },
    repeatInDoubt,
    ids: { messageId: idRule('msg'), conversationId: idRule('conv'), responseId: idRule('resp') },
    getToken,
    ...(resolveMessage !== undefined && { resolveMessage }),
    problems: (feedback: Feedback) => additionalFeedbackProblems(feedback, formatFeedback),
    ratingsOf,
    toRequest: (submission, context) => toMoveworksRequest(submission, context, settings),
    readOutcome: readMoveworksOutcome,
    traceIdOf: readMoveworksTraceId,
  };
}

function ratingsOf({ callbackIds }: UpstreamMessage): readonly Rating[] | null {
  if (callbackIds === undefined) return null;
  return (['like', 'dislike'] as const).filter((rating) => callbackIds[CALLBACK_SIDES[rating]] !== undefined);
}

function idRule(prefix: string): IdRule {
  return {
    // Base 62 in newer versions, a ULID in older ones.
    pattern: new RegExp(`^${prefix}_[0-9A-Za-z]{1,64}$`),
    form: `an id that begins with "${prefix}_", as Moveworks’ are`,
  };
}

function checkAssistantName(name: unknown): string {
  if (typeof name === 'string' && /^[\x20-\x7e]+$/.test(name) && name.trim() === name) return name;
  throw unusable(
    'assistantName is empty or cannot be written into a header',
    'the "Bot Name" as Moveworks shows it',
  );
}

function unusable(problem: string, remedy: string): TypeError {
  return new TypeError(`The Moveworks adapter cannot be made: its ${problem}. Give ${remedy}.`);
}
