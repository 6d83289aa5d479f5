import type { Context } from 'hono';
import * as v from 'valibot';
import { invalidInput, type MoveworksError } from '../moveworks-error.ts';

/**
 * The JSON body of a request; fields the schema does not name are ignored.
 *
 * @param refuse - makes the error of the call's own code.
 */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
  refuse: (message: string) => MoveworksError = invalidInput,
): Promise<v.InferOutput<Schema>> {
  if (!/^application\/json\b/i.test(context.req.header('Content-Type') ?? '')) {
    throw refuse('The body has to be application/json.');
  }
  const body: unknown = await context.req.json().catch(() => undefined);
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw refuse(`The field ${v.getDotPath(result.issues[0]) ?? 'body'} is missing or wrong.`);
}
