import type { Failure } from './fault-schema.ts';

/**
 * The upstream's own answer to a failure, so that one made on purpose looks like one of its own.
 *
 * @param code - the upstream's error code, where it has one beside the status; without it, one that fits the status.
 */
export type ErrorOf = (status: number, code?: string | number) => Response;

/** An answer that stands in place of the upstream's. */
export function failedAnswer(fault: ReplacingFault, { errorOf, now }: FailedAnswerOptions): Response {
  switch (fault.kind) {
    case 'status':
      return withStatus(fault, errorOf);
    case 'html':
      return new Response(page('Welcome', 'This is not the service you are looking for.'), { headers: HTML });
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { Location: fault.location } });
    case 'rate_limit': {
      const answer = errorOf(429, fault.code);
      const retryAfter = retryAfterOf(fault, now());
      if (retryAfter) answer.headers.set('Retry-After', retryAfter);
      return answer;
    }
  }
}

type ReplacingFault = Extract<Failure, { kind: 'status' | 'html' | 'redirect' | 'rate_limit' }>;

interface FailedAnswerOptions {
  readonly errorOf: ErrorOf;
  readonly now: () => number;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

function withStatus({ status, code, body }: Extract<Failure, { kind: 'status' }>, errorOf: ErrorOf) {
  // These may have no body at all.
  if (body === 'empty' || [204, 205, 304].includes(status)) return new Response(null, { status });
  if (body === 'json') return errorOf(status, code);
  if (body === 'text') return new Response('upstream error\n', { status });
  return new Response(page(String(status), 'The gateway could not reach the service.'), {
    status,
    headers: HTML,
  });
}

function retryAfterOf(
  { retryAfterSeconds, form }: Extract<Failure, { kind: 'rate_limit' }>,
  now: number,
): string | undefined {
  if (retryAfterSeconds === undefined) return undefined;
  return form === 'seconds'
    ? String(retryAfterSeconds)
    : new Date(now + retryAfterSeconds * 1000).toUTCString();
}

const page = (title: string, sentence: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>\n`;
