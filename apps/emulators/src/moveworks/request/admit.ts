import type { Context } from 'hono';
import { forbidden, notFound, unauthorized } from '../moveworks-error.ts';
import { type MoveworksService, moveworksSettings } from '../moveworks-service.ts';
import type { MOVEWORKS_PATHS } from '../moveworks-settings.ts';

/**
 * The person behind the bearer. Before an API generation is enabled it hides even from those who may not use it;
 * afterwards the bearer is looked at before everything else, then the assistant.
 *
 * @throws MoveworksError 404, 401 or 403, in this order.
 */
export function admit(context: Context, service: MoveworksService, path: MoveworksPath): string {
  const { enabledPaths, assistantName } = moveworksSettings(service);
  if (!enabledPaths.includes(path)) throw notFound();
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(context.req.header('Authorization') ?? '') ?? [];
  const token = bearer === undefined ? undefined : service.state.tokens.find(bearer);
  if (!token || (token.expires_at !== null && token.expires_at <= service.now())) throw unauthorized();
  if (context.req.header('Assistant-Name') !== assistantName) throw forbidden();
  return token.user;
}

export type MoveworksPath = (typeof MOVEWORKS_PATHS)[number];
