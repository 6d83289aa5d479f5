import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';

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
  throw refusal(400, 'The command was not carried out, as some of its fields are wrong.', problems);
}

/** For commands without fields. */
export function requireJson(context: Context): void {
  const contentType = context.req.header('Content-Type') ?? '';
  if (/^application\/json\b/i.test(contentType)) return;
  throw refusal(415, 'The command was not read. Send it with Content-Type: application/json.');
}

export function refusal(
  status: 400 | 404 | 409 | 415,
  error: string,
  problems?: readonly object[],
): HTTPException {
  return new HTTPException(status, {
    res: Response.json({ error, ...(problems ? { problems } : {}) }, { status }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw refusal(400, 'The command is not JSON. Check its quotes and commas.');
  }
}
