import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createAnswerStreams } from './assistant/answer-streams.ts';
import { createControl } from './control.ts';
import { COZE_ACCESS } from './coze/coze-state.ts';
import { COZE_MOUNTS, cozeUpstream } from './coze/coze-upstream.ts';
import { DIFY_ACCESS } from './dify/dify-state.ts';
import { difyUpstream } from './dify/dify-upstream.ts';
import { injectFaults } from './faults/fault-answers.ts';
import { createFaultRules } from './faults/fault-rules.ts';
import { createRequestLog } from './frame/request-log.ts';
import { openStore } from './frame/store.ts';
import { MOVEWORKS_ACCESS } from './moveworks/moveworks-settings.ts';
import { moveworksUpstream } from './moveworks/moveworks-upstream.ts';
import { createOperatorPage } from './operator/operator-page.ts';
import { createSettings } from './settings.ts';

/**
 * Starts the emulated upstreams on one port.
 *
 * @throws Error when the port is taken or the state file cannot be opened; the message says what to do.
 */
export async function startEmulators(options: StartEmulatorsOptions = {}) {
  const { port = 0, host = '127.0.0.1' } = options;
  const emulators = createEmulators(options);
  const server = createServer(getRequestListener(emulators.fetch));
  // Clients close idle connections. If the server did, a request could arrive at the same moment.
  server.keepAliveTimeout = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    await emulators.close();
    const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw taken ? new Error(portTaken(port, host), { cause }) : cause;
  }
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  return {
    /** The address of the operator page, without a trailing slash. */
    url,
    /** The base URL for `createDifyAdapter` and other clients of Dify. */
    difyBaseUrl: `${url}/v1`,
    /** Stands for `https://api.coze.cn`. */
    cozeBaseUrl: url + COZE_MOUNTS.cn,
    /** Stands for `https://api.coze.com`, where the tokens of the other site are refused. */
    cozeComBaseUrl: url + COZE_MOUNTS.com,
    /** Stands for `https://api.moveworks.ai`; the caller adds `/rest/v1beta1`, `/assistant/v1` or `/rest/v1`. */
    moveworksBaseUrl: url,
    /** The credentials of clients. They are fixed and not secret: they work only for the emulators. */
    access: { dify: DIFY_ACCESS, coze: COZE_ACCESS, moveworks: MOVEWORKS_ACCESS },
    /** Ends every connection, open streams included, and closes the state file. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await emulators.close();
    },
  };
}

export type RunningEmulators = Awaited<ReturnType<typeof startEmulators>>;

export interface StartEmulatorsOptions {
  /** @default 0, any free one */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** An SQLite file for the state, created if it is missing. @default the state is in memory only */
  readonly stateFile?: string;
  /** The clock of all stored times, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /**
   * Milliseconds between two chunks of a streamed answer; 0 for tests. Once a command has changed
   * settings, the state file has all of them, and this one no longer counts.
   * @default 35
   */
  readonly pace?: number;
}

/** About the speed of a model. */
const DEFAULT_PACE_MS = 35;

const portTaken = (port: number, host: string) =>
  `Port ${port} of ${host} is taken, so the emulators did not start. Stop what runs there, or choose another port.`;

/** All emulated upstreams, their control API and the operator page as one application without a port. */
function createEmulators({ stateFile, now = Date.now, pace = DEFAULT_PACE_MS }: StartEmulatorsOptions) {
  const store = openStore(stateFile, now);
  const settings = createSettings(store, pace);
  const rules = createFaultRules();
  const log = createRequestLog(now);
  const streams = createAnswerStreams(() => settings.current().paceMs);
  const context = { store, streams, now };
  const upstreams = [
    difyUpstream({ ...context, settings: () => settings.current().dify }),
    cozeUpstream({ ...context, settings: () => settings.current().coze }),
    moveworksUpstream({ ...context, settings: () => settings.current().moveworks }),
  ];
  const app = new Hono();
  for (const upstream of upstreams) {
    upstream.begin?.();
    for (const [path, site] of Object.entries(upstream.mounts)) {
      app.use(`${path}/*`, log.logRequests(upstream), injectFaults(rules, upstream));
      app.route(path, site);
    }
  }
  app.route('/__emulator', createControl({ store, upstreams, settings, streams, rules, log }));
  app.route('/', createOperatorPage());
  const running = new Set<Promise<Response>>();
  return {
    async fetch(request: Request, bindings: object): Promise<Response> {
      const response = Promise.resolve(app.fetch(request, bindings));
      running.add(response);
      return response.finally(() => running.delete(response));
    },
    /** Call it after the server has closed. */
    async close() {
      // Running requests, and then their streams, may still write to the store.
      await Promise.allSettled(running);
      await streams.stopAll();
      store.close();
    },
  };
}
