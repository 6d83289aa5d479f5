import { Hono } from 'hono';
import * as v from 'valibot';
import type { HeldAnswers } from '../assistant/held-answers.ts';
import { type FaultRules, faultRuleSchema } from '../faults/fault-rules.ts';
import { type EventHub, streamTopics } from '../frame/event-hub.ts';
import { type RequestLog, requestQuerySchema } from '../frame/request-log.ts';
import type { Upstream } from '../frame/upstream.ts';
import { type SettingsStore, settingsChangeSchema } from '../settings.ts';
import { readCommand, refuseCommand, requireJson } from './command.ts';

/** The control API, to be mounted at `/__emulator`, beside the upstreams and never inside their paths. */
export function createControl(options: ControlOptions): Hono {
  const { upstreams, settings, heldAnswers, events, rules, log } = options;
  const app = new Hono();
  const noContent = () => new Response(null, { status: 204 });

  app.get('/settings', (context) => context.json(settings.current()));
  app.patch('/settings', async (context) =>
    context.json(settings.change(await readCommand(context, settingsChangeSchema))),
  );

  app.post('/holds', async (context) => {
    heldAnswers.hold((await readCommand(context, holdSchema)).question);
    return noContent();
  });
  app.delete('/holds', async (context) => {
    heldAnswers.release((await readCommand(context, holdSchema)).question);
    return noContent();
  });

  app.get('/faults', (context) => context.json({ faults: rules.list() }));
  app.post('/faults', async (context) =>
    context.json(rules.add(await readCommand(context, faultRuleSchema)), 201),
  );
  app.delete('/faults', () => {
    rules.clear();
    return noContent();
  });
  app.delete('/faults/:id', (context) => {
    if (rules.remove(Number(context.req.param('id')))) return noContent();
    const problem = 'There is no such fault rule; it may be used up. GET /__emulator/faults lists them.';
    throw refuseCommand(404, problem);
  });

  app.get('/requests', (context) => {
    const query = v.safeParse(requestQuerySchema, context.req.query());
    if (!query.success) {
      const problem =
        'Give `upstream` as dify, coze or moveworks, `path` as a part of the path, `since` and `limit` as whole numbers.';
      throw refuseCommand(400, problem);
    }
    const requests = log.list(query.output);
    return context.json({ count: log.count(), maximumInFlight: log.inFlight.maximum(), requests });
  });
  app.delete('/requests', () => {
    log.clear();
    return noContent();
  });
  app.get('/in-flight', (context) => context.json(log.inFlight.view()));
  app.get('/events', (context) => streamTopics(context, events));

  for (const upstream of upstreams) upstream.addCommands(app);

  app.get('/state', (context) => {
    const query = v.safeParse(v.object({ limit: v.optional(wholeNumber) }), context.req.query());
    if (!query.success) {
      throw refuseCommand(400, 'Give `limit` as a whole number, or leave it out for everything.');
    }
    // SQLite reads -1 as "no limit".
    const { limit = -1 } = query.output;
    return context.json(Object.fromEntries(upstreams.map(({ name, view }) => [name, view(limit)])));
  });
  app.post('/reset', (context) => {
    requireJson(context);
    for (const upstream of upstreams) upstream.reset();
    settings.reset();
    heldAnswers.releaseAll();
    rules.clear();
    log.clear();
    events.publish('state');
    return noContent();
  });

  app.all('*', () => {
    throw refuseCommand(404, 'The control API has no such command. The README of the emulators lists them.');
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

const holdSchema = v.strictObject({ question: v.pipe(v.string(), v.minLength(1)) });

const wholeNumber = v.pipe(v.string(), v.digits(), v.transform(Number));
