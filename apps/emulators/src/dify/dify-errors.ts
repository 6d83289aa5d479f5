import { STATUS_CODES } from 'node:http';
import { refusal } from '../frame/site.ts';
import type { DifyGeneration } from './dify-settings.ts';

/** The body of a request, once it is known to be an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

const answerOf = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  Response.json({ code, message, status }, { status, headers });

export const difyError = (...parts: Parameters<typeof answerOf>) => refusal(answerOf(...parts));

export const invalidParam = (message: string) => difyError(400, 'invalid_param', message);
export const notFound = (message: string) => difyError(404, 'not_found', message);
export const notChatApp = () =>
  difyError(400, 'not_chat_app', 'Please check if your app mode matches the right API route.');

/** The first generation sends no `WWW-Authenticate`. */
export const unauthorized = (message: string, generation: DifyGeneration) =>
  difyError(401, 'unauthorized', message, {
    ...(generation !== 'G1' && { 'WWW-Authenticate': 'Bearer realm="api"' }),
  });

/** Dify's catch-all. The first generation leaves `status` out. */
export const internalServerError = (generation: DifyGeneration): Response =>
  Response.json(
    { message: 'Internal Server Error', code: 'unknown', ...(generation !== 'G1' && { status: 500 }) },
    { status: 500 },
  );

/** Dify's error for any `status`, for injected failures. */
export function difyErrorOf(status: number, generation: DifyGeneration, code?: string | number): Response {
  if (status === 500 && code === undefined) return internalServerError(generation);
  const reason = STATUS_CODES[status] ?? 'Unknown';
  const fitting = status === 429 ? 'too_many_requests' : reason.toLowerCase().replace(/[^a-z]+/g, '_');
  const message = status === 429 ? 'Too many requests. Please try again later.' : `${reason}.`;
  return answerOf(status, String(code ?? fitting), message);
}

/** Flask's own page for an unknown route, which never reaches Dify's error layer. */
export const htmlNotFound = (): Response =>
  new Response(
    `<!doctype html>
<html lang=en>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>
`,
    { status: 404, headers: { 'Content-Type': 'text/html; charset=UTF-8' } },
  );

/** @throws HTTPException 400 for NUL, which PostgreSQL cannot store in text. */
export function assertStorable(text: string | null): void {
  if (text?.includes('\0')) throw invalidParam('A string literal cannot contain NUL (0x00) characters.');
}
