import { DEFAULT_LIMITS, type Feedback, type Rating } from '@message-feedback/core';
import { checkBaseUrl, unusableOption } from '../adapter-options.ts';
import type {
  FeedbackAdapter,
  GetToken,
  IdRule,
  RepeatUncertain,
  ResolveMessage,
  UpstreamMessage,
} from '../feedback-adapter.ts';
import { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
import { readMoveworksOutcome, readMoveworksTraceId } from './moveworks-outcome.ts';
import { additionalFeedbackProblems, CALLBACK_FIELDS, toMoveworksRequest } from './moveworks-request.ts';

export interface MoveworksAdapterOptions {
  /**
   * Your region and API version: `https://api.moveworks.ai/rest/v1beta1`, `…/assistant/v1` or
   * `…/rest/v1`. All three have the same endpoints.
   */
  readonly baseUrl: string;
  /** The "Bot Name" of the assistant, sent in the header `Assistant-Name`. */
  readonly assistantName: string;
  /** Returns a bearer token of this user, as `createMoveworksTokens` does. */
  readonly getToken: GetToken;
  /**
   * Looks up the callback ids of a message: for messages without a reference, for references that
   * were sealed without the ids, and for ids that Moveworks has replaced. Not called while Moveworks
   * accepts the sealed ids.
   */
  readonly resolveMessage?: ResolveMessage;
  /**
   * The undo window in milliseconds. A rating waits this long in the proxy, because Moveworks
   * cannot revoke it.
   * @default 10_000
   */
  readonly holdMs?: number;
  /**
   * Writes reasons and comment into Moveworks' text field `additional_feedback`. The proxy refuses
   * a text of more than 1000 characters when the user sends it, and never cuts it.
   * @default foldFeedback
   */
  readonly formatFeedback?: FoldFeedback;
  /**
   * Whether an uncertain rating (no response, 5xx, or a 2xx that is not Moveworks') is sent again.
   * Moveworks does not document the effect of a second one.
   * @default 'once'
   */
  readonly repeatUncertain?: RepeatUncertain;
  /**
   * Allows an `http:` base URL to another machine. The token then travels unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Moveworks. A rating is final once Moveworks has it, so it waits for the undo
 * window first. Callback ids come from a sealed reference or `resolveMessage` and never from the
 * browser, because the id decides the rating. Throws a `TypeError` for options that cannot work.
 *
 * @example
 * const adapter = createMoveworksAdapter({
 *   baseUrl: 'https://api.moveworks.ai/rest/v1',
 *   assistantName: 'Example Assistant',
 *   getToken: createMoveworksTokens({
 *     tokenUrl: 'https://api.moveworks.ai/oauth/v1/token',
 *     clientId: process.env.MOVEWORKS_CLIENT_ID ?? '',
 *     clientSecret: process.env.MOVEWORKS_CLIENT_SECRET ?? '',
 *     fields: ({ userId }) => ({ user_id: userId }),
 *   }),
 * });
 */
export function createMoveworksAdapter(options: MoveworksAdapterOptions): FeedbackAdapter {
  const { getToken, resolveMessage, holdMs = 10_000, formatFeedback = foldFeedback } = options;
  const { repeatUncertain = 'once', allowInsecureBaseUrl = false } = options;
  if (typeof getToken !== 'function')
    throw unusableOption(caller, 'getToken is not a function', 'Pass one that returns a bearer token.');
  if (!Number.isInteger(holdMs) || holdMs < 0)
    throw unusableOption(caller, 'holdMs is not a whole number', 'Pass milliseconds, or leave it out.');
  const settings = {
    baseUrl: checkBaseUrl({
      baseUrl: options.baseUrl,
      allowInsecureBaseUrl,
      caller,
      option: 'baseUrl',
      example: 'https://api.moveworks.ai/rest/v1beta1',
    }),
    assistantName: checkAssistantName(options.assistantName),
    formatFeedback,
  };

  return {
    name: 'moveworks',
    ownership: 'host',
    capabilities: { revoke: false, change: 'unknown', reasons: 'folded', holdMs, limits: DEFAULT_LIMITS },
    repeatUncertain,
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
  return (['like', 'dislike'] as const).filter(
    (rating) => callbackIds[CALLBACK_FIELDS[rating]] !== undefined,
  );
}

function idRule(prefix: string): IdRule {
  return {
    // Base 62 in newer versions of the API, a ULID in older ones.
    pattern: new RegExp(`^${prefix}_[0-9A-Za-z]{1,64}$`),
    expected: `an id that starts with "${prefix}_", like Moveworks' ids`,
  };
}

function checkAssistantName(name: unknown): string {
  if (typeof name === 'string' && /^[\x20-\x7e]+$/.test(name) && name.trim() === name) return name;
  throw unusableOption(
    caller,
    'assistantName is empty or contains characters that a header cannot hold',
    'Pass the "Bot Name" as Moveworks shows it.',
  );
}

const caller = 'createMoveworksAdapter';
