import { Hono } from 'hono';
import { createControl } from './control/create-control.ts';
import { openDatabase } from './database.ts';
import { createDify } from './dify/create-dify.ts';
import { difyErrorBody } from './dify/dify-error.ts';
import { type DifyService, generationOf } from './dify/dify-service.ts';
import { createRunningTasks } from './dify/generation/running-tasks.ts';
import { createDifyState } from './dify/state/dify-state.ts';
import { createEventHub } from './event-hub.ts';
import { createFaultRules } from './faults/fault-rules.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { createOperatorPage } from './operator/create-operator-page.ts';
import { logRequests } from './requests/log-requests.ts';
import { createRequestLog } from './requests/request-log.ts';
import { createSettingsStore } from './settings.ts';

/** All emulated upstreams, their control API and the operator page as one application, before it has a port. */
export function createEmulators({ stateFile, now, pace }: CreateEmulatorsOptions): Emulators {
  const events = createEventHub();
  const database = openDatabase(stateFile);
  const settings = createSettingsStore({ database, events, paceMs: pace });
  const state = createDifyState(database, now);
  const dify: DifyService = { state, settings, events, tasks: createRunningTasks(), now };
  const rules = createFaultRules(events);
  const log = createRequestLog({ events, now });

  const app = new Hono();
  app.use(
    '/v1/*',
    logRequests({ upstream: 'dify', log, messageIdOf: difyMessageId }),
    injectFaults({ rules, now, errorBody: (status) => difyErrorBody(status, generationOf(dify)) }),
  );
  app.route('/v1', createDify(dify));
  app.route('/__emulator', createControl({ dify, rules, log }));
  app.route('/', createOperatorPage());
  const underWay = new Set<Promise<unknown>>();
  return {
    async fetch(request, bindings) {
      const answering = Promise.resolve(app.fetch(request, bindings));
      underWay.add(answering);
      return answering.finally(() => underWay.delete(answering));
    },
    async close() {
      // What was begun may still write: requests first, then the answers they left streaming.
      await Promise.allSettled(underWay);
      await dify.tasks.stopAll();
      database.close();
    },
  };
}

export interface Emulators {
  readonly fetch: (request: Request, bindings: object) => Promise<Response>;
  /** To be called when no request can come any more. */
  close(): Promise<void>;
}

interface CreateEmulatorsOptions {
  readonly stateFile: string | undefined;
  readonly now: () => number;
  readonly pace: number;
}

const difyMessageId = (path: string) => /^\/v1\/messages\/([^/]+)\/feedbacks$/.exec(path)?.[1]?.toLowerCase();
