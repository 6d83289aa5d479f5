import type { Upstream } from '../upstream.ts';
import { createMoveworks, createMoveworksOauth } from './create-moveworks.ts';
import { addMoveworksCommands } from './moveworks-commands.ts';
import { codeOf, errorBody } from './moveworks-error.ts';
import type { MoveworksService } from './moveworks-service.ts';
import { MOVEWORKS_PATHS } from './moveworks-settings.ts';
import { moveworksView } from './moveworks-view.ts';
import { traceHeaders } from './request/trace-headers.ts';

export const moveworksUpstream = (service: MoveworksService): Upstream => ({
  name: 'moveworks',
  mounts: {
    ...Object.fromEntries(MOVEWORKS_PATHS.map((path) => [path, createMoveworks({ service, path })])),
    [OAUTH_PATH]: createMoveworksOauth(service),
  },
  messageIdOf: (path) => /\/messages\/([^/]+)\/feedback$/.exec(path)?.[1],
  errorOf: (status, code) =>
    Response.json(errorBody(String(code ?? codeOf(status)), 'Made to fail.'), {
      status,
      headers: traceHeaders(),
    }),
  maskBody: (path, body) => (path.startsWith(OAUTH_PATH) ? withoutSecret(body) : body),
  addCommands: (control) => addMoveworksCommands(control, service),
  view: (limit) => moveworksView(service, limit),
  reset: () => service.state.reset(),
  close: () => service.tasks.stopAll(),
});

const OAUTH_PATH = '/oauth/v1';

const withoutSecret = (body: string) =>
  body.replace(/(client_secret=)[^&]*/g, '$1…').replace(/("client_secret"\s*:\s*)"[^"]*"/g, '$1"…"');
