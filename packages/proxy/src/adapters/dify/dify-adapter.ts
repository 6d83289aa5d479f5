import { DEFAULT_LIMITS } from '@message-feedback/core';
import { checkBaseUrl, checkSecret } from '../adapter-options.ts';
import type { FeedbackAdapter, MaybePromise } from '../feedback-adapter.ts';
import { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
import { readDifyOutcome } from './dify-outcome.ts';
import { toDifyRequest } from './dify-request.ts';

export interface DifyAdapterOptions {
  /**
   * The API key of the app whose messages are rated. Dify finds a message only with its app's key. A
   * function, such as a read from a secret store, is called for each attempt, so that a rotated key
   * needs no restart. If it throws, the feedback waits, and the proxy reports `token_failed`.
   */
  readonly apiKey: string | (() => MaybePromise<string>);
  /** With the version: `https://api.dify.ai/v1`, or `https://<your host>/v1`. */
  readonly baseUrl: string;
  /**
   * Writes reasons and comment into Dify's text field `content`.
   * @default foldFeedback
   */
  readonly formatContent?: FoldFeedback;
  /**
   * Allows an `http:` base URL to another machine, as between containers. The key then travels
   * unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Dify, cloud or self-hosted. Dify checks that the user owns the message, if the
 * host's `identify` returns the same `user` that the chat sends to Dify. Throws a `TypeError` for
 * options that cannot work.
 *
 * @example
 * const adapter = createDifyAdapter({
 *   apiKey: process.env.DIFY_API_KEY ?? '',
 *   baseUrl: 'https://api.dify.ai/v1',
 * });
 */
export function createDifyAdapter({
  apiKey,
  baseUrl,
  formatContent = foldFeedback,
  allowInsecureBaseUrl = false,
}: DifyAdapterOptions): FeedbackAdapter {
  const caller = 'createDifyAdapter';
  const settings = {
    apiKey:
      typeof apiKey === 'function'
        ? null
        : checkSecret(apiKey, { caller, option: 'apiKey', source: '"API Access" of the app' }),
    baseUrl: checkBaseUrl({
      baseUrl,
      allowInsecureBaseUrl,
      caller,
      option: 'baseUrl',
      example: 'https://api.dify.ai/v1',
    }),
    formatContent,
  };

  return {
    name: 'dify',
    ownership: 'upstream',
    capabilities: { revoke: true, change: true, reasons: 'folded', holdMs: 0, limits: DEFAULT_LIMITS },
    // Dify looks for a rating before it inserts one, and its table has no unique index.
    mayStoreTwice: true,
    ids: {
      messageId: {
        // Dify's route accepts only hyphenated UUIDs and responds to other ids with an HTML page.
        pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
        expected: "a UUID with hyphens, like Dify's message_id",
        normalize: (id) => id.toLowerCase(),
      },
    },
    ...(typeof apiKey === 'function' && { getToken: () => apiKey(), tokenOption: 'apiKey' }),
    toRequest: (submission, context) => toDifyRequest(submission, context, settings),
    readOutcome: (response, { feedback }) => readDifyOutcome(response, feedback),
  };
}
