import { COZE_LIMITS } from '@message-feedback/core';
import { checkBaseUrl } from '../base-url.ts';
import type { FeedbackAdapter, IdRule } from '../feedback-adapter.ts';
import type { GetToken } from '../host-functions.ts';
import { checkSecret } from '../secret.ts';
import { COZE_CODES, type CozeCodes, readCozeOutcome, readCozeTraceId } from './coze-outcome.ts';
import { toCozeRequest } from './coze-request.ts';

/** One of `token` and `getToken`. */
export type CozeAdapterOptions = CozeSettings & (CozeToken | CozeTokens);

interface CozeToken {
  /** One access token for everybody, with the permission `feedback`: the one that the chat uses. */
  readonly token: string;
  readonly getToken?: never;
}

interface CozeTokens {
  /** An access token for each user, such as `createCozeTokens` gives, with the `session_name` that the chat uses. */
  readonly getToken: GetToken;
  readonly token?: never;
}

interface CozeSettings extends Partial<CozeCodes> {
  /** `https://api.coze.cn` or `https://api.coze.com`, without a version: where the token was made. */
  readonly baseUrl: string;
  /**
   * Lets `baseUrl` be plain `http:` to another host than this one. The token then travels unencrypted.
   * @default false
   */
  readonly allowInsecureBaseUrl?: boolean;
}

/**
 * The adapter for Coze, coze.cn and coze.com. Coze knows a user by the token alone, and a token that serves everybody does not say
 * who they are, so the host says who may rate what. Throws a `TypeError` for options that cannot work.
 */
export function createCozeAdapter(options: CozeAdapterOptions): FeedbackAdapter {
  const { baseUrl, token, getToken, allowInsecureBaseUrl = false } = options;
  const { goneCodes, notFoundCodes, notRatableCodes, quotaResetUtcHour } = { ...COZE_CODES, ...options };
  if ((token === undefined) === (getToken === undefined)) {
    throw new TypeError(
      'The Coze adapter cannot be made: it needs a token or getToken, and not both. ' +
        'Pass token for an account that everybody shares, getToken for a session of each user.',
    );
  }
  const settings = {
    baseUrl: checkBaseUrl({ baseUrl, allowInsecureBaseUrl, adapter: 'Coze', example: 'https://api.coze.cn' }),
    token:
      getToken === undefined
        ? checkSecret(token, { adapter: 'Coze', name: 'token', source: 'the access tokens of the account' })
        : null,
  };
  const codes = { goneCodes, notFoundCodes, notRatableCodes, quotaResetUtcHour };

  return {
    name: 'coze',
    ownership: 'host',
    capabilities: { revoke: true, change: true, reasons: 'native', holdMs: 0, limits: COZE_LIMITS },
    ids: { messageId: COZE_ID, conversationId: COZE_ID },
    ...(getToken !== undefined && { getToken }),
    toRequest: (submission, context) => toCozeRequest(submission, context, settings),
    readOutcome: (response, { feedback }) => readCozeOutcome(response, feedback, codes),
    traceIdOf: readCozeTraceId,
  };
}

const COZE_ID: IdRule = {
  // About 19 digits: more than a JavaScript number holds, so it stays a text everywhere.
  pattern: /^\d{1,32}$/,
  form: 'a text of digits, as Coze’s ids are',
};
