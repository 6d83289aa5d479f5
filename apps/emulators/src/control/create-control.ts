import { Hono } from 'hono';
import * as v from 'valibot';
import type { HeldAnswers } from '../assistant/held-answers.ts';
import type { EventHub } from '../event-hub.ts';
import type { FaultRules } from '../faults/fault-rules.ts';
import type { RequestLog } from '../requests/request-log.ts';
import type { SettingsStore } from '../settings.ts';
import type { Upstream } from '../upstream.ts';
import { addEventStream } from './event-stream.ts';
import { addFaultCommands } from './fault-commands.ts';
import { addHoldCommands } from './hold-commands.ts';
import { refusal, requireJson } from './read-command.ts';
import { addRequestQueries } from './request-queries.ts';
import { addSettingCommands } from './setting-commands.ts';

/** The control API, to be mounted at `/__emulator`: it stands beside the upstreams, never inside them. */
export function createControl({
  upstreams,
  settings,
  heldAnswers,
  events,
  rules,
  log,
}: ControlOptions): Hono {
  const app = new Hono();
  addSettingCommands(app, settings);
  addHoldCommands(app, heldAnswers);
  addFaultCommands(app, rules);
  addRequestQueries(app, log);
  addEventStream(app, events);
  for (const upstream of upstreams) upstream.addCommands(app);

  app.get('/state', (context) => {
    const limit = v.safeParse(limitSchema, context.req.query('limit'));
    if (!limit.success) throw refusal(400, 'Give `limit` as a whole number, or leave it out for everything.');
    return context.json(Object.fromEntries(upstreams.map(({ name, view }) => [name, view(limit.output)])));
  });

  app.post('/reset', (context) => {
    requireJson(context);
    for (const upstream of upstreams) upstream.reset();
    settings.reset();
    heldAnswers.releaseAll();
    rules.clear();
    log.clear();
    events.publish('state');
    return context.body(null, 204);
  });

  app.all('*', () => {
    throw refusal(404, 'The control API has no such command. The README of the emulators lists them.');
  });
  return app;
}

interface ControlOptions {
  readonly upstreams: readonly Upstream[];
  readonly settings: SettingsStore;
  readonly heldAnswers: HeldAnswers;
  readonly events: EventHub;
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
