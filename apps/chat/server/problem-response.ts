import { ChatError } from '../contract/chat-error.ts';

/**
 * Responds with RFC 9457 problem details. Anything but a `ChatError` is a bug: logged, and reported
 * as `internal`.
 */
export function respondProblem(error: unknown): Response {
  const problem = error instanceof ChatError ? error : new ChatError('internal');
  if (problem !== error) console.error('A request failed unexpectedly.', error);
  return Response.json(
    { title: problem.message, status: problem.status, code: problem.code, retryable: problem.retryable },
    { status: problem.status, headers: { 'content-type': 'application/problem+json' } },
  );
}
