import { Hono } from 'hono';
import { createHeldAnswers } from './assistant/held-answers.ts';
import { createRunningTasks } from './assistant/running-tasks.ts';
import { createControl } from './control/create-control.ts';
import { cozeUpstream } from './coze/coze-upstream.ts';
import { createCozeState } from './coze/state/coze-state.ts';
import { openDatabase } from './database.ts';
import { difyUpstream } from './dify/dify-upstream.ts';
import { createDifyState } from './dify/state/dify-state.ts';
import { createEventHub } from './event-hub.ts';
import { createFaultRules } from './faults/fault-rules.ts';
import { injectFaults } from './faults/inject-faults.ts';
import { moveworksUpstream } from './moveworks/moveworks-upstream.ts';
import { createMoveworksState } from './moveworks/state/moveworks-state.ts';
import { createOperatorPage } from './operator/create-operator-page.ts';
import { logRequests } from './requests/log-requests.ts';
import { createRequestLog } from './requests/request-log.ts';
import { createSettingsStore } from './settings.ts';

/** All emulated upstreams, their control API and the operator page as one application, before it has a port. */
export function createEmulators({ stateFile, now, pace }: CreateEmulatorsOptions): Emulators {
  const events = createEventHub();
  const database = openDatabase(stateFile);
  const settings = createSettingsStore({ database, events, paceMs: pace });
  const rules = createFaultRules(events);
  const log = createRequestLog({ events, now });
  const heldAnswers = createHeldAnswers();
  const common = { settings, events, heldAnswers, now };
  const upstreams = [
    difyUpstream({ ...common, state: createDifyState(database, now), tasks: createRunningTasks() }),
    cozeUpstream({ ...common, state: createCozeState(database, now), tasks: createRunningTasks() }),
    moveworksUpstream({ ...common, state: createMoveworksState(database, now), tasks: createRunningTasks() }),
  ];

  const app = new Hono();
  for (const { name, mounts, messageIdOf, maskBody, errorOf } of upstreams) {
    for (const [path, answering] of Object.entries(mounts)) {
      app.use(
        `${path}/*`,
        logRequests({ upstream: name, log, messageIdOf, maskBody }),
        injectFaults({ upstream: name, rules, now, errorOf }),
      );
      app.route(path, answering);
    }
  }
  app.route('/__emulator', createControl({ upstreams, settings, heldAnswers, events, rules, log }));
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
      await Promise.all(upstreams.map((upstream) => upstream.close()));
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
