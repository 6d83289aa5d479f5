import { ChatError } from '../contract/chat-error.ts';

/** Answers a failure as RFC 9457 problem details. What is not a `ChatError` is a defect of ours: logged, and told as `internal`. */
export function respondProblem(error: unknown): Response {
  const problem = error instanceof ChatError ? error : new ChatError('internal');
  if (problem !== error) console.error('A request failed unexpectedly.', error);
  return Response.json(
    { title: problem.message, status: problem.status, code: problem.code, retryable: problem.retryable },
    { status: problem.status, headers: { 'content-type': 'application/problem+json' } },
  );
}
