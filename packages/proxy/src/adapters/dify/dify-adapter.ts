import { DEFAULT_LIMITS } from '@message-feedback/core';
import { checkBaseUrl } from '../base-url.ts';
import type { FeedbackAdapter } from '../feedback-adapter.ts';
import { type FoldFeedback, foldFeedback } from '../folded-feedback.ts';
import { checkSecret } from '../secret.ts';
import { readDifyOutcome } from './dify-outcome.ts';
import { toDifyRequest } from './dify-request.ts';

export interface DifyAdapterOptions {
  /** The key of the app whose messages are rated: Dify knows a message only to the app that made it. */
  readonly apiKey: string;
  /** With the version: `https://api.dify.ai/v1`, or `https://<your host>/v1`. */
  readonly baseUrl: string;
  /**
   * Writes reasons and comment into Dify's one text, `content`.
   * @default foldFeedback
   */
  readonly formatContent?: FoldFeedback;
  /**
   * Lets `baseUrl` be plain `http:` to another host than this one, as between containers. The key then travels unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Dify, cloud or self-hosted. Dify checks that the user made the message, provided that the host's
 * `identify` returns the very `user` that its chat requests are made with. Throws a `TypeError` for options that cannot work.
 */
export function createDifyAdapter({
  apiKey,
  baseUrl,
  formatContent = foldFeedback,
  allowInsecureBaseUrl = false,
}: DifyAdapterOptions): FeedbackAdapter {
  const settings = {
    apiKey: checkSecret(apiKey, { adapter: 'Dify', name: 'apiKey', source: '"API Access" of the app' }),
    baseUrl: checkBaseUrl({
      baseUrl,
      allowInsecureBaseUrl,
      adapter: 'Dify',
      example: 'https://api.dify.ai/v1',
    }),
    formatContent,
  };

  return {
    name: 'dify',
    ownership: 'upstream',
    capabilities: { revoke: true, change: true, reasons: 'folded', holdMs: 0, limits: DEFAULT_LIMITS },
    ids: {
      messageId: {
        // Dify's route takes hyphenated UUIDs only and answers anything else with a page of HTML.
        pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
        form: 'a UUID with hyphens, as Dify’s message_id is',
        normalize: (id) => id.toLowerCase(),
      },
    },
    toRequest: (submission, { userId }) => toDifyRequest(submission, userId, settings),
    readOutcome: (response, { feedback }) => readDifyOutcome(response, feedback),
  };
}
