import type { Context } from 'hono';
import { CozeError, wrongToken } from '../coze-error.ts';
import { type CozeService, cozeSettings } from '../coze-service.ts';
import type { Owner } from '../state/conversations.ts';
import type { CozeScope } from '../state/default-access.ts';
import { type CozeRegion, identityOf, type TokenRow } from '../state/tokens.ts';

/**
 * The caller behind the bearer: a right token of this region, with the permissions asked for, on an account that
 * has calls left. Who the caller is follows from the token alone.
 *
 * @throws CozeError for the first of these that does not hold.
 */
export function admit(
  context: Context,
  service: CozeService,
  { region, scopes }: { region: CozeRegion; scopes: readonly CozeScope[] },
): Caller {
  const { invalidTokenCode, exhaustedCode } = cozeSettings(service);
  const token = findToken(context.req.header('Authorization'), service);
  if (!token) throw new CozeError(invalidTokenCode, 'The access token is invalid.');
  if (token.region !== region) throw wrongToken();
  const granted: readonly string[] = JSON.parse(token.scopes);
  const missing = scopes.find((scope) => !granted.includes(scope));
  if (missing) throw new CozeError(4101, `The access token lacks the permission ${missing}.`);
  if (!service.state.quota.take()) {
    throw new CozeError(exhaustedCode, 'The free calls of this account are used up.');
  }
  return { region, creator: identityOf(token), account: token.account };
}

export interface Caller extends Owner {
  readonly account: string;
}

function findToken(authorization: string | undefined, { state, now }: CozeService): TokenRow | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  const token = bearer === undefined ? undefined : state.tokens.find(bearer);
  const expired = token?.expires_at !== null && token !== undefined && token.expires_at <= now();
  return expired ? undefined : token;
}
