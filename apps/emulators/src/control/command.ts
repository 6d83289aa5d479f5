import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { isJson } from '../frame/site.ts';

/**
 * The JSON body of a control request, checked field by field. Asking for the JSON media type keeps other web pages
 * out, as a browser lets none of them send it without asking first.
 *
 * @throws HTTPException 400 or 415 with a sentence for each wrong field.
 */
export async function readCommand<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  requireJson(context);
  const text = await context.req.text();
  const result = v.safeParse(schema, parseJson(text));
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => ({
    field: v.getDotPath(issue) ?? '',
    problem: issue.message,
  }));
  throw refuseCommand(400, 'The command was not carried out, as some of its fields are wrong.', problems);
}

/** For commands without fields. */
export function requireJson(context: Context): void {
  if (isJson(context)) return;
  throw refuseCommand(415, 'The command was not read. Send it with Content-Type: application/json.');
}

export function refuseCommand(
  status: 400 | 404 | 409 | 415,
  error: string,
  problems?: object[],
): HTTPException {
  return new HTTPException(status, {
    res: Response.json({ error, ...(problems && { problems }) }, { status }),
  });
}

/** A key or token that a command gives. */
export const secretText = v.pipe(v.string(), v.regex(/^\S+$/, 'A key or a token is text without spaces.'));

export const someText = v.pipe(v.string(), v.minLength(1));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw refuseCommand(400, 'The command is not JSON. Check its quotes and commas.');
  }
}
