import { ChatError } from '../../contract/chat-error.ts';
import { SERVER_LIMITS } from '../server-limits.ts';

/**
 * Waits for the head of a response, not for its body, which may stream for minutes. Throws a
 * `ChatError` with code `upstream_unreachable` if it takes too long or there is no connection; an
 * abort by `signal` keeps its reason.
 */
export async function waitForResponse(
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), SERVER_LIMITS.upstreamAnswerMs);
  try {
    return await run(AbortSignal.any([signal, late.signal]));
  } catch (cause) {
    signal.throwIfAborted();
    throw new ChatError('upstream_unreachable', { cause });
  } finally {
    clearTimeout(timer);
  }
}
