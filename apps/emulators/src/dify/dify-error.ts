import { STATUS_CODES } from 'node:http';
import type { DifyGeneration } from './dify-settings.ts';

/** An answer of Dify's error layer, thrown by whatever finds the request wanting. */
export class DifyError extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(`Dify answers ${status}.`);
    this.name = 'DifyError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const coded = (status: number, code: string, message: string, headers?: Readonly<Record<string, string>>) =>
  new DifyError(status, { code, message, status }, headers);

export const invalidParam = (message: string) => coded(400, 'invalid_param', message);
export const forbidden = (message: string) => coded(403, 'forbidden', message);
export const notFound = (message: string) => coded(404, 'not_found', message);

export const badRequest = () =>
  coded(400, 'bad_request', 'The browser (or proxy) sent a request that this server could not understand.');

export const unsupportedMediaType = () =>
  coded(
    415,
    'unsupported_media_type',
    "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.",
  );

export const methodNotAllowed = (allowed: string) =>
  coded(405, 'method_not_allowed', 'The method is not allowed for the requested URL.', { Allow: allowed });

export const notChatApp = () =>
  coded(400, 'not_chat_app', 'Please check if your app mode matches the right API route.');

export const appUnavailable = () =>
  coded(400, 'app_unavailable', 'App unavailable, please check your app configurations.');

/** The first generation sends no `WWW-Authenticate`. */
export const unauthorized = (message: string, generation: DifyGeneration) =>
  coded(
    401,
    'unauthorized',
    message,
    generation === 'G1' ? {} : { 'WWW-Authenticate': 'Bearer realm="api"' },
  );

/** Dify's catch-all. The first generation leaves `status` out. */
export const internalServerError = (generation: DifyGeneration) =>
  new DifyError(500, {
    message: 'Internal Server Error',
    code: 'unknown',
    ...(generation === 'G1' ? {} : { status: 500 }),
  });

/** What Dify would say with any `status`, for failures made on purpose. */
export function difyErrorOf(status: number, generation: DifyGeneration, code?: string | number): Response {
  return Response.json(bodyOf(status, generation, code), { status });
}

function bodyOf(status: number, generation: DifyGeneration, code?: string | number) {
  if (status === 500 && code === undefined) return internalServerError(generation).body;
  const reason = STATUS_CODES[status] ?? 'Unknown';
  const message = status === 429 ? 'Too many requests. Please try again later.' : `${reason}.`;
  const fitting = status === 429 ? 'too_many_requests' : reason.toLowerCase().replace(/[^a-z]+/g, '_');
  return coded(status, String(code ?? fitting), message).body;
}

/** What Flask itself answers before Dify's error layer is reached. */
export const HTML_NOT_FOUND = `<!doctype html>
<html lang=en>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>
`;
