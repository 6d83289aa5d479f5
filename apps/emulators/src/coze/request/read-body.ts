import type { Context } from 'hono';
import * as v from 'valibot';
import { badParameter } from '../coze-error.ts';

/**
 * The JSON body of a request; none is an empty object. Fields the schema does not name are ignored.
 *
 * @throws CozeError 4000 that names the first wrong field.
 */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const text = await context.req.text();
  if (text && !/^application\/json\b/i.test(context.req.header('Content-Type') ?? '')) {
    throw badParameter('the Content-Type is not application/json');
  }
  return parse(schema, parseJson(text));
}

/** The same for what stands in the query. */
export const readQuery = <Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): v.InferOutput<Schema> => parse(schema, context.req.query());

/** An id as Coze makes them: an int64 in decimal, as text. */
export const idSchema = v.pipe(v.string(), v.regex(/^\d{1,19}$/, 'not an id'));

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw badParameter(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw badParameter('the body is not JSON');
  }
}
