import { internalServerError, invalidParam } from '../dify-error.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import { pythonFalsy, pythonString } from '../payload/python-text.ts';
import type { AppRow } from '../state/apps.ts';
import type { DifyState } from '../state/dify-state.ts';
import type { EndUserRow } from '../state/end-users.ts';
import { assertStorable } from './storable.ts';

/** The end user of the `user` a caller gives, made when new, whatever becomes of the request afterwards. */
export function resolveEndUser(
  user: unknown,
  { app, state, generation, required }: ResolveOptions,
): EndUserRow {
  if (pythonFalsy(user)) {
    if (required) throw invalidParam('Arg user must be provided.');
    return state.endUsers.findOrCreate(app.id, 'DEFAULT-USER');
  }
  const sessionId = pythonString(user);
  assertStorable(sessionId);
  if ([...sessionId].length > SESSION_ID_CHARACTERS) throw internalServerError(generation);
  return state.endUsers.findOrCreate(app.id, sessionId);
}

/** The width of `end_users.session_id`; the database refuses more. */
const SESSION_ID_CHARACTERS = 255;

interface ResolveOptions {
  readonly app: AppRow;
  readonly state: DifyState;
  readonly generation: DifyGeneration;
  readonly required: boolean;
}
