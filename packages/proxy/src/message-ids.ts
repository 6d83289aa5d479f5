import { FeedbackError, type MessageRef, type ProblemDetail } from '@message-feedback/core';
import type { IdRule, MessageIdRules } from './adapters/feedback-adapter.ts';

/**
 * The message with the ids that the upstream needs, in its spelling, and no others. Throws a `FeedbackError` with code
 * `invalid_message`, so that no id which the upstream could not have made ever comes near a URL.
 */
export function checkMessage(message: MessageRef, rules: MessageIdRules): MessageRef {
  const problems: ProblemDetail[] = [];
  const checked: Record<string, string> = {};
  for (const field of ID_FIELDS) {
    const rule = rules[field];
    if (rule === undefined) continue;
    const id = matchId(message[field], rule);
    if (id === null) problems.push(idProblem(`message.${field}`, rule, message[field]));
    else checked[field] = id;
  }
  if (problems.length > 0) throw invalidMessage(problems);
  return { messageId: checked.messageId ?? message.messageId, ...checked };
}

/** The id in the upstream's spelling, for reading. Throws like `checkMessage`. */
export function checkMessageId(messageId: string, rules: MessageIdRules): string {
  const id = matchId(messageId, rules.messageId);
  if (id === null) throw invalidMessage([idProblem('messageId', rules.messageId, messageId)]);
  return id;
}

const ID_FIELDS = ['messageId', 'conversationId', 'responseId'] as const;

function matchId(id: string | undefined, { pattern, normalize }: IdRule): string | null {
  if (id === undefined || !pattern.test(id)) return null;
  return normalize === undefined ? id : normalize(id);
}

function idProblem(field: string, { form }: IdRule, id: string | undefined): ProblemDetail {
  return id === undefined
    ? { field, code: 'missing', message: `It is missing. Send ${form}.` }
    : { field, code: 'wrong_form', message: `It is not ${form}.` };
}

function invalidMessage(problems: readonly ProblemDetail[]): FeedbackError {
  const first = problems[0];
  return new FeedbackError(
    'invalid_message',
    `The message cannot be one of this upstream, so nothing was stored: ${first?.field}: ${first?.message}`,
    { problems },
  );
}
