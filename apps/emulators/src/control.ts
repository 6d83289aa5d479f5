import { Hono } from 'hono';
import * as v from 'valibot';
import type { AnswerStreams } from './assistant/answer-streams.ts';
import { type FaultRules, faultRuleSchema } from './faults/fault-rules.ts';
import { type Commands, command, commandError, digits, plain, someText } from './frame/command.ts';
import { type RequestLog, requestQuerySchema } from './frame/request-log.ts';
import type { Store } from './frame/store.ts';
import type { Upstream } from './frame/upstream.ts';
import { type Settings, settingsChangeSchema } from './settings.ts';

/** The control API, for `/__emulator`: outside the paths of the upstreams. */
export function createControl({ store, upstreams, settings, streams, rules, log }: Emulated): Hono {
  const commands: Commands = {
    'GET /settings': plain(settings.current),
    'PATCH /settings': command(settingsChangeSchema, settings.change),
    'POST /holds': command(holdSchema, ({ question }) => streams.hold(question)),
    'DELETE /holds': command(holdSchema, ({ question }) => streams.release(question)),
    'GET /faults': plain(() => ({ faults: rules.list() })),
    'POST /faults': command(faultRuleSchema, rules.add),
    'DELETE /faults': plain(rules.clear),
    'DELETE /faults/:id': plain((id) => {
      if (rules.remove(Number(id))) return;
      const problem = 'There is no such fault rule; it may be used up. GET /__emulator/faults lists them.';
      throw commandError(404, problem);
    }),
    'GET /requests': command(requestQuerySchema, log.list),
    'DELETE /requests': plain(log.clear),
    'GET /state': command(v.object({ limit: v.optional(digits) }), ({ limit }) =>
      Object.fromEntries(upstreams.map(({ name, view }) => [name, view(limit)])),
    ),
    'POST /reset': command(v.object({}), () => {
      store.clear();
      for (const upstream of upstreams) upstream.begin?.();
      streams.releaseAll();
      rules.clear();
      log.clear();
    }),
  };
  const app = new Hono();
  for (const calls of [commands, ...upstreams.map((upstream) => upstream.commands)]) {
    for (const [call, run] of Object.entries(calls)) {
      const [method = '', path = ''] = call.split(' ');
      app.on(method, path, run);
    }
  }
  app.all('*', () => {
    throw commandError(404, 'The control API has no such command. The README of the emulators lists them.');
  });
  return app;
}

interface Emulated {
  readonly store: Store;
  readonly upstreams: readonly Upstream[];
  readonly settings: Settings;
  readonly streams: AnswerStreams;
  readonly rules: FaultRules;
  readonly log: RequestLog;
}

const holdSchema = v.strictObject({ question: someText });
