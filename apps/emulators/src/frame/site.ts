import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';

/** One HTTP API of an upstream: its routes, and the vendor's responses to everything else. */
export function createSite<Caller>(site: Site<Caller>): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(site.headers?.() ?? {})) context.res.headers.set(name, value);
  });
  for (const [path, methods] of Object.entries(site.routes)) {
    app.all(path, async (context) => {
      const caller = site.admit(context);
      const method = context.req.method === 'HEAD' ? 'get' : context.req.method.toLowerCase();
      const handle = methods[method as Method];
      if (!handle) return (site.unknownMethod ?? site.unknownPath)(context, Object.keys(methods));
      const result = await handle(context, caller);
      return result instanceof Response ? result : (site.answer?.(result) ?? Response.json(result));
    });
  }
  app.all('*', (context) => site.unknownPath(context, []));
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    console.error('An emulated upstream has a bug:', error);
    return site.internalError();
  });
  return app;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Handles a request. An object becomes a successful response. */
export type Handler<Caller> = (
  context: Context,
  caller: Caller,
) => Response | object | Promise<Response | object>;

/** The handlers of each path, by method. */
export type Routes<Caller> = Readonly<Record<string, Partial<Record<Method, Handler<Caller>>>>>;

interface Site<Caller> {
  readonly routes: Routes<Caller>;
  /** Checks a request before its method is checked. */
  readonly admit: (context: Context) => Caller;
  /** Turns an object into a successful response. @default as JSON */
  readonly answer?: (result: object) => Response;
  readonly unknownPath: (context: Context, methods: readonly string[]) => Response;
  /** For a method that the path does not have. @default `unknownPath` */
  readonly unknownMethod?: Site<Caller>['unknownPath'];
  readonly internalError: () => Response;
  /** Headers of every response, errors included. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** An error that ends a request with this response. */
export const refusal = (response: Response): HTTPException =>
  new HTTPException(response.status as ContentfulStatusCode, { res: response });

export const isJson = (context: Context): boolean =>
  /^application\/json\b/i.test(context.req.header('Content-Type') ?? '');

/** @param refuse - creates the vendor's error for the first wrong field. */
export function parseWith<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  refuse: (field: string, problem: string) => Error,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw refuse(v.getDotPath(result.issues[0]) ?? 'body', result.issues[0].message);
}

/** A number of a query string, from 1 to `maximum`. */
export const queryNumber = (maximum: number) =>
  v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(1), v.maxValue(maximum));

/** The secret of `Authorization: Bearer`. */
export const bearerOf = (context: Context): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];

/** The row of the request's token, unless it has expired. */
export function validToken<Token extends { readonly expires_at: number | null }>(
  context: Context,
  tokens: { find(match: { token: string }): Token | undefined },
  now: number,
): Token | undefined {
  const token = tokens.find({ token: bearerOf(context) ?? '' });
  return (token?.expires_at ?? Infinity) > now ? token : undefined;
}

/** Counts the characters of a text as Unicode code points, which the vendors most likely do. */
export const codePoints = (text: string): number => [...text].length;
