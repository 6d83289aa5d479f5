import { Hono } from 'hono';
import * as v from 'valibot';
import { addDifyCommands } from '../dify/dify-commands.ts';
import type { DifyService } from '../dify/dify-service.ts';
import { difyView } from '../dify/dify-view.ts';
import type { FaultRules } from '../faults/fault-rules.ts';
import type { RequestLog } from '../requests/request-log.ts';
import { addEventStream } from './event-stream.ts';
import { addFaultCommands } from './fault-commands.ts';
import { refusal, requireJson } from './read-command.ts';
import { addRequestQueries } from './request-queries.ts';
import { addSettingCommands } from './setting-commands.ts';

/** The control API, to be mounted at `/__emulator`: it stands beside the upstreams, never inside them. */
export function createControl({ dify, rules, log }: ControlOptions): Hono {
  const app = new Hono();
  addSettingCommands(app, dify.settings);
  addFaultCommands(app, rules);
  addRequestQueries(app, log);
  addEventStream(app, dify.events);
  addDifyCommands(app, dify);

  app.get('/state', (context) => {
    const limit = v.safeParse(limitSchema, context.req.query('limit'));
    if (!limit.success) throw refusal(400, 'Give `limit` as a whole number, or leave it out for everything.');
    return context.json({ dify: difyView(dify, limit.output) });
  });

  app.post('/reset', (context) => {
    requireJson(context);
    dify.state.reset();
    dify.settings.reset();
    rules.clear();
    log.clear();
    dify.events.publish('state');
    return context.body(null, 204);
  });

  app.all('*', () => {
    throw refusal(404, 'The control API has no such command. The README of the emulators lists them.');
  });
  return app;
}

interface ControlOptions {
  readonly dify: DifyService;
  readonly rules: FaultRules;
  readonly log: RequestLog;
}

/** SQLite reads -1 as "no limit". */
const limitSchema = v.union([
  v.pipe(
    v.undefined(),
    v.transform(() => -1),
  ),
  v.pipe(v.string(), v.digits(), v.transform(Number)),
]);
