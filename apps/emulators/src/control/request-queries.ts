import type { Hono } from 'hono';
import * as v from 'valibot';
import type { RequestLog } from '../requests/request-log.ts';
import { UPSTREAM_NAMES } from '../upstream.ts';
import { refusal } from './read-command.ts';

export function addRequestQueries(app: Hono, log: RequestLog): void {
  app.get('/requests', (context) => {
    const result = v.safeParse(querySchema, context.req.query());
    if (!result.success) {
      throw refusal(
        400,
        'Give `upstream` as dify, coze or moveworks, `path` as a part of the path, `since` and `limit` as whole numbers.',
      );
    }
    return context.json({
      count: log.count(),
      maximumInFlight: log.inFlight.maximum(),
      requests: log.list(result.output),
    });
  });
  app.get('/in-flight', (context) => context.json(log.inFlight.view()));
  app.delete('/requests', (context) => {
    log.clear();
    return context.body(null, 204);
  });
}

const wholeNumber = v.pipe(v.string(), v.digits(), v.transform(Number));

const querySchema = v.strictObject({
  upstream: v.optional(v.picklist(UPSTREAM_NAMES)),
  path: v.optional(v.string()),
  since: v.optional(wholeNumber),
  limit: v.optional(wholeNumber),
});
