import * as v from 'valibot';
import { type FeedbackLimits, LIMITS } from '../feedback/limits.ts';
import { type MetadataProblem, metadataProblems } from '../feedback/metadata-problems.ts';
import { describeProblem, type FeedbackProblem, feedbackProblems } from '../feedback/problems.ts';
import { normalizeFeedback } from '../feedback/text.ts';
import type { Feedback, MessageRef, SentSubmission } from '../feedback/types.ts';
import { FeedbackError, type ProblemDetail } from './feedback-error.ts';
import { parseStamp } from './stamp.ts';

/**
 * Validates the body of a browser's request. Refuses unknown fields, wrong types and over-long
 * text or metadata, and normalizes the feedback.
 *
 * @throws `FeedbackError` with the code `invalid_submission` and at most 20 `problems`
 * @example
 * const submission = parseSubmission(await request.json(), DEFAULT_LIMITS);
 */
export function parseSubmission(body: unknown, limits: FeedbackLimits): SentSubmission {
  const parsed = v.safeParse(SUBMISSION, body);
  if (!parsed.success) throw invalidSubmission(parsed.issues.map(toProblemDetail));

  const { message, stamp, sentAt, userTag } = parsed.output;
  const feedback = parsed.output.feedback as Feedback;
  const problems = [
    ...feedbackProblems(feedback, limits).map(toFeedbackProblemDetail),
    ...metadataProblems(feedback.metadata).map(toMetadataProblemDetail),
  ];
  if (problems.length > 0) throw invalidSubmission(problems);
  return {
    message: message as MessageRef,
    feedback: normalizeFeedback(feedback),
    stamp,
    ...(sentAt !== undefined && { sentAt }),
    ...(userTag !== undefined && { userTag }),
  };
}

const id = v.pipe(
  v.string('Send a string.'),
  v.minLength(1, 'It is empty.'),
  v.maxLength(LIMITS.idCharacters, `It is longer than ${LIMITS.idCharacters} characters.`),
);

const SUBMISSION = v.strictObject({
  message: v.strictObject({
    messageId: id,
    conversationId: v.optional(id),
    responseId: v.optional(id),
    token: v.optional(
      v.pipe(v.string('Send a string.'), v.maxLength(LIMITS.tokenCharacters, 'It is too long.')),
    ),
  }),
  feedback: v.strictObject({
    rating: v.nullable(v.picklist(['like', 'dislike'], 'Send "like", "dislike" or null.')),
    reasons: v.array(v.string('Send a string.'), 'Send an array of strings.'),
    comment: v.string('Send a string.'),
    // Checked by `metadataProblems`. Valibot would put names into the paths of its issues.
    metadata: v.optional(v.unknown()),
  }),
  stamp: v.pipe(
    v.string('Send a string.'),
    v.check((text) => parseStamp(text) !== null, 'It is not a stamp.'),
  ),
  sentAt: v.optional(
    v.nullable(v.pipe(v.number('Send milliseconds since 1970, or null.'), v.finite('Send a finite number.'))),
  ),
  userTag: v.optional(id),
});

function invalidSubmission(problems: ProblemDetail[]): FeedbackError {
  // A hostile body can have thousands of problems.
  const shown = problems.slice(0, 20);
  const first = shown[0];
  return new FeedbackError(
    'invalid_submission',
    `The submission was refused and nothing was stored${first ? `: ${first.field}: ${first.message}` : '.'}`,
    { problems: shown },
  );
}

function toProblemDetail(issue: v.BaseIssue<unknown>): ProblemDetail {
  const path = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    // Leaves out the unknown field's name, which is the sender's text and may have dots.
    const parent = (issue.path ?? [])
      .slice(0, -1)
      .map(({ key }) => String(key))
      .join('.');
    return {
      field: parent === '' ? 'body' : parent,
      code: 'unknown_field',
      message: 'It has a field that is not part of the contract. Remove it.',
    };
  }
  if (issue.type === 'strict_object') {
    const missing = issue.received === 'undefined';
    return {
      field: path === '' ? 'body' : path,
      code: missing ? 'missing' : 'wrong_type',
      message: missing ? 'It is missing. Send it.' : 'Send an object.',
    };
  }
  return { field: path === '' ? 'body' : path, code: 'wrong_value', message: issue.message };
}

function toFeedbackProblemDetail(problem: FeedbackProblem): ProblemDetail {
  const index = problem.index === undefined ? '' : `.${problem.index}`;
  return {
    field: `feedback.${problem.field}${index}`,
    code: problem.code,
    message: describeProblem(problem),
  };
}

/** Without the field's name, which is the sender's text. */
function toMetadataProblemDetail({ index, code, message }: MetadataProblem): ProblemDetail {
  return { field: `feedback.metadata${index === undefined ? '' : `.${index}`}`, code, message };
}
