import { COZE_LIMITS } from '@message-feedback/core';
import { checkSecret } from '../adapter-options.ts';
import type { FeedbackAdapter, GetToken, IdRule } from '../feedback-adapter.ts';
import { COZE_QUIRKS, type CozeQuirks, readCozeOutcome, readCozeTraceId } from './coze-outcome.ts';
import { checkCozeBaseUrl, toCozeRequest } from './coze-request.ts';

/** Needs either `token` or `getToken`. */
export type CozeAdapterOptions = CozeSettings & (SharedToken | TokenPerUser);

interface SharedToken {
  /** One access token for all users: the one that the chat uses, with the permission `feedback`. */
  readonly token: string;
  readonly getToken?: never;
}

interface TokenPerUser {
  /** An access token per user, such as one from `createCozeTokens`, with the chat's `session_name`. */
  readonly getToken: GetToken;
  readonly token?: never;
}

interface CozeSettings extends Partial<CozeQuirks> {
  /**
   * `https://api.coze.cn` or `https://api.coze.com`, without a version; use the site that issued the
   * token.
   */
  readonly baseUrl: string;
  /**
   * Allows an `http:` base URL to another machine. The token then travels unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Coze, on coze.cn and coze.com. Coze identifies a user only by the token, so the
 * host must decide which messages a user may rate: the proxy needs `authorize` or `sealingKeys`.
 * Throws a `TypeError` for options that cannot work.
 *
 * @example
 * const adapter = createCozeAdapter({
 *   baseUrl: 'https://api.coze.com',
 *   token: process.env.COZE_TOKEN ?? '',
 * });
 */
export function createCozeAdapter(options: CozeAdapterOptions): FeedbackAdapter {
  const caller = 'createCozeAdapter';
  const { token, getToken } = options;
  const { goneCodes, notRatableCodes, quotaResetUtcHour } = { ...COZE_QUIRKS, ...options };
  const notFoundCodes = [...COZE_QUIRKS.notFoundCodes, ...(options.notFoundCodes ?? [])];
  if ((token === undefined) === (getToken === undefined)) {
    throw new TypeError(
      `${caller} cannot work: it needs either token or getToken. ` +
        'Pass token for an account that all users share, getToken for one session per user.',
    );
  }
  const settings = {
    baseUrl: checkCozeBaseUrl(caller, options.baseUrl, options.allowInsecureBaseUrl),
    token:
      getToken === undefined
        ? checkSecret(token, { caller, option: 'token', source: 'the access tokens of the account' })
        : null,
  };
  const quirks = { goneCodes, notFoundCodes, notRatableCodes, quotaResetUtcHour };

  return {
    name: 'coze',
    ownership: 'host',
    capabilities: { revoke: true, change: true, reasons: 'native', holdMs: 0, limits: COZE_LIMITS },
    ids: { messageId: COZE_ID, conversationId: COZE_ID },
    ...(getToken !== undefined && { getToken }),
    toRequest: (submission, context) => toCozeRequest(submission, context, settings),
    readOutcome: (response, { feedback }) => readCozeOutcome(response, feedback, quirks),
    traceIdOf: readCozeTraceId,
  };
}

const COZE_ID: IdRule = {
  // About 19 digits, more than a JavaScript number holds, so ids are strings everywhere.
  pattern: /^\d{1,32}$/,
  expected: "a string of digits, like Coze's ids",
};
