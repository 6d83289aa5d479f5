import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { isJson } from './site.ts';

/** The calls of the control API, by method and path, such as `POST /faults`. */
export type Commands = Readonly<Record<string, Command>>;
type Command = (context: Context) => Response | Promise<Response>;

/** A call without fields. Responds with the result of `run`. */
export const plain =
  (run: (id: string) => unknown): Command =>
  (context) =>
    answer(context, run(idOf(context)));

/**
 * A call with fields, from the query of a GET or from the body. The JSON media type keeps other web
 * pages out, because a browser asks before it sends one to another origin.
 *
 * @param run - gets the fields and the `id` of the path. Its result is the response.
 */
export const command =
  <Schema extends v.GenericSchema>(
    schema: Schema,
    run: (fields: v.InferOutput<Schema>, id: string) => unknown,
  ): Command =>
  async (context) => {
    const result = v.safeParse(schema, await fieldsOf(context));
    if (result.success) return answer(context, await run(result.output, idOf(context)));
    const problems = result.issues.map((issue) => ({
      field: v.getDotPath(issue) ?? '',
      problem: issue.message,
    }));
    const error = 'The command was not run, because some of its fields are wrong.';
    throw commandError(400, error, problems);
  };

const idOf = ({ req }: Context) => req.param('id') ?? '';

async function fieldsOf(context: Context): Promise<unknown> {
  if (context.req.method === 'GET') return context.req.query();
  if (!isJson(context)) {
    throw commandError(415, 'The command was not read. Send it with Content-Type: application/json.');
  }
  try {
    return JSON.parse((await context.req.text()) || '{}');
  } catch {
    throw commandError(400, 'The command is not JSON. Check its quotes and commas.');
  }
}

const answer = (context: Context, result: unknown): Response => {
  if (result === undefined) return new Response(null, { status: 204 });
  return context.json(result, context.req.method === 'POST' ? 201 : 200);
};

export function commandError(status: 400 | 404 | 409 | 415, error: string, problems?: object[]) {
  const res = Response.json({ error, ...(problems && { problems }) }, { status });
  return new HTTPException(status, { res });
}

/** A key or token in a command. */
export const secretText = v.pipe(v.string(), v.regex(/^\S+$/, 'A key or a token is text without spaces.'));
export const someText = v.pipe(v.string(), v.minLength(1));
export const wholeNumber = (minimum: number, maximum = Infinity) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum));
/** A whole number in a query string. */
export const digits = v.pipe(v.string(), v.digits(), v.transform(Number));
