import type { Context } from 'hono';
import { type DifyService, generationOf } from '../dify-service.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import type { AppRow } from '../state/apps.ts';
import type { EndUserRow } from '../state/end-users.ts';
import { authenticate } from './authenticate.ts';
import { readJsonBody } from './read-json-body.ts';
import { resolveEndUser } from './resolve-end-user.ts';

/** Dify's decorator: the key, the app, then the `user` and its row, before anything else is looked at. */
export async function admitJson(
  context: Context,
  service: DifyService,
  { userRequired }: { userRequired: boolean },
): Promise<Admitted & { readonly body: Record<string, unknown> }> {
  const generation = generationOf(service);
  const { state } = service;
  const app = admitApp(context, service);
  const contentType = context.req.header('Content-Type');
  const body = readJsonBody(await context.req.arrayBuffer(), { contentType, generation });
  const endUser = resolveEndUser(body.user, { app, state, generation, required: userRequired });
  return { app, endUser, body, generation };
}

/** The same for calls that give `user` in the query, where it may be left out. */
export function admitQuery(context: Context, service: DifyService): Admitted {
  const generation = generationOf(service);
  const { state } = service;
  const app = admitApp(context, service);
  const endUser = resolveEndUser(context.req.query('user'), { app, state, generation, required: false });
  return { app, endUser, generation };
}

/** The key alone, for calls that concern no user. */
export const admitApp = (context: Context, service: DifyService): AppRow =>
  authenticate(context.req.header('Authorization'), {
    state: service.state,
    generation: generationOf(service),
  });

export interface Admitted {
  readonly app: AppRow;
  readonly endUser: EndUserRow;
  readonly generation: DifyGeneration;
}

/** How the rows of an admitted caller are found. */
export const ownerOf = ({ app, endUser }: Admitted) => ({ appId: app.id, endUserId: endUser.id });
