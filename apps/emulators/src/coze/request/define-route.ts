import type { Context, Hono } from 'hono';
import { CozeError, NOT_FOUND } from '../coze-error.ts';
import { type CozeService, cozeSettings } from '../coze-service.ts';
import type { CozeScope } from '../state/default-access.ts';
import type { CozeRegion } from '../state/tokens.ts';
import { admit, type Caller } from './admit.ts';

/** Adds a call whose caller must be known. A `cloudOnly` one is no path of Coze Studio. */
export function defineRoute(app: Hono, { service, region }: CozeSite, route: Route): void {
  const { methods, path, scopes, cloudOnly = false, handle } = route;
  app.on([...methods], path, (context) => {
    if (cloudOnly) requireCloud(service);
    return handle(context, admit(context, service, { region, scopes }));
  });
}

/** @throws CozeError 404 for Coze Studio. */
export function requireCloud(service: CozeService): void {
  if (cozeSettings(service).profile === 'studio') throw new CozeError(NOT_FOUND, 'not found');
}

/** One of the two sites, which share everything but their tokens. */
export interface CozeSite {
  readonly service: CozeService;
  readonly region: CozeRegion;
}

interface Route {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[];
  readonly path: string;
  readonly scopes: readonly CozeScope[];
  readonly cloudOnly?: boolean;
  readonly handle: (context: Context, caller: Caller) => Response | Promise<Response>;
}
