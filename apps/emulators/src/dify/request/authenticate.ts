import { forbidden, unauthorized } from '../dify-error.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import type { AppCondition, AppRow } from '../state/apps.ts';
import type { DifyState } from '../state/dify-state.ts';

/**
 * The app whose key the request presents.
 *
 * @throws DifyError 401 without a right key, 403 when the app or its workspace is not in order.
 */
export function authenticate(
  authorization: string | undefined,
  { state, generation }: { state: DifyState; generation: DifyGeneration },
): AppRow {
  const [scheme, key] = authorization?.match(/^(\S+)\s+(.+)$/)?.slice(1) ?? [];
  if (scheme === undefined || key === undefined) {
    throw unauthorized("Authorization header must be provided and start with 'Bearer'", generation);
  }
  if (scheme.toLowerCase() !== 'bearer') {
    throw unauthorized("Authorization scheme must be 'Bearer'", generation);
  }
  const app = state.apps.byKey(key);
  if (!app) throw unauthorized('Access token is invalid', generation);
  if (app.condition !== 'normal') throw forbidden(REASONS[app.condition]);
  return app;
}

const REASONS: Readonly<Record<Exclude<AppCondition, 'normal'>, string>> = {
  gone: 'The app no longer exists.',
  abnormal: "The app's status is abnormal.",
  api_disabled: "The app's API service has been disabled.",
  workspace_archived: "The workspace's status is archived.",
};
