import type { Failure } from './fault-schema.ts';

/** An answer that stands in place of the upstream's. */
export function failedAnswer(fault: ReplacingFault, { errorBody, now }: FailedAnswerOptions): Response {
  switch (fault.kind) {
    case 'status':
      return withStatus(fault, errorBody);
    case 'html':
      return new Response(page('Welcome', 'This is not the service you are looking for.'), { headers: HTML });
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { Location: fault.location } });
    case 'rate_limit': {
      const headers = retryAfter(fault, now());
      return Response.json(errorBody(429), { status: 429, headers });
    }
  }
}

type ReplacingFault = Extract<Failure, { kind: 'status' | 'html' | 'redirect' | 'rate_limit' }>;

interface FailedAnswerOptions {
  readonly errorBody: (status: number) => object;
  readonly now: () => number;
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

function withStatus(
  { status, body }: Extract<Failure, { kind: 'status' }>,
  errorBody: (status: number) => object,
) {
  // These may have no body at all.
  if (body === 'empty' || [204, 205, 304].includes(status)) return new Response(null, { status });
  if (body === 'json') return Response.json(errorBody(status), { status });
  if (body === 'text') return new Response('upstream error\n', { status });
  return new Response(page(String(status), 'The gateway could not reach the service.'), {
    status,
    headers: HTML,
  });
}

function retryAfter(
  { retryAfterSeconds, form }: Extract<Failure, { kind: 'rate_limit' }>,
  now: number,
): HeadersInit {
  if (retryAfterSeconds === undefined) return {};
  return {
    'Retry-After':
      form === 'seconds' ? String(retryAfterSeconds) : new Date(now + retryAfterSeconds * 1000).toUTCString(),
  };
}

const page = (title: string, sentence: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>${sentence}</p></html>\n`;
