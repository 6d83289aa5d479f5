import { FEEDBACK_ERRORS, isFeedbackErrorCode } from '@message-feedback/core';
import { CANARY } from './values.ts';

/** A response of the proxy, over HTTP or not. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The result of an input, for the statistics: a status or a code. */
export type Verdict = string;

/**
 * Checks that a response is one of those that are documented: a receipt, saved feedback, a preflight or a
 * problem document with a code of the table. Throws an `Error` that says what is wrong.
 */
export function checkResponse({ status, headers, text }: ReceivedResponse, world: World): Verdict {
  check(headers.get('x-content-type-options') === 'nosniff' || status === 204, 'the type can be guessed');
  check(headers.get('access-control-allow-origin') !== '*', 'every origin may read it');
  for (const [name, value] of headers) {
    if (name === 'access-control-allow-headers') check(NAMES.test(value), 'it allows no list of headers');
    else check(!value.includes(CANARY), `the header ${name} has text of the input`);
  }
  if (status === 204) {
    check(world.preflight && text === '', 'only a preflight has no content');
    return 'preflight';
  }
  check(headers.get('cache-control') === 'no-store', 'a cache may keep it');
  const type = headers.get('content-type');
  if (status === 200) {
    check(type === 'application/json', `its type is ${type}`);
    return successVerdict(text);
  }
  check(type === 'application/problem+json', `with status ${status} its type is ${type}`);
  check(!text.includes(CANARY), 'it has text of the input');
  if (world.hasBody) return problemVerdict(text, status, headers, world);
  check(text === '', 'the response to HEAD has a body');
  return 'head';
}

/** Names of headers with commas: nothing that could end the header. */
const NAMES = /^[\t -~]+$/;

export interface World {
  readonly preflight: boolean;
  readonly storeFails: boolean;
  /** `false` for a response to HEAD over HTTP. */
  readonly hasBody: boolean;
}

function successVerdict(text: string): Verdict {
  const body = JSON.parse(text) as Record<string, unknown>;
  if (Array.isArray(body.items)) return 'read';
  check(['delivered', 'accepted', 'superseded'].includes(String(body.status)), 'it is no receipt');
  return String(body.status);
}

function problemVerdict(text: string, status: number, headers: Headers, { storeFails }: World): Verdict {
  const { code, requestId, type, ...problem } = JSON.parse(text) as Record<string, unknown>;
  check(isFeedbackErrorCode(code), `its code is ${JSON.stringify(code)}`);
  const known = FEEDBACK_ERRORS[code];
  check(status === known.status && problem.status === status, `${code} has the status ${status}`);
  check(problem.retryable === known.retryable, `${code} has another "retryable"`);
  check(typeof problem.detail === 'string' && typeof problem.title === 'string', 'it explains nothing');
  check(requestId === headers.get('x-request-id'), 'its request id is not that of the header');
  check(String(type).endsWith(`/docs/errors/${code}.md`), 'its type is no page');
  // The only 5xx that a dependency causes here. Everything else is the proxy's own mistake.
  check(status < 500 || (storeFails && code === 'store_unavailable'), `${code} is not the input's fault`);
  return code;
}

function check(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(`Wrong response: ${problem}.`);
}
