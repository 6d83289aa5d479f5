/**
 * - `delivered`: the upstream has it.
 * - `refused`: it will never take it; trying again changes nothing. `stale` says that newer callback ids may be taken, so the
 *   proxy asks `resolveMessage`, once, before it believes the refusal.
 * - `retry`: a transient error, and the upstream has not taken it.
 * - `uncertain`: it may have taken it, or may still.
 * - `held`: it rejects the credentials, which is never the user's fault, so the row waits for the operator. With `getToken`
 *   the proxy first asks for another token, once.
 *
 * `everyone` says that this is about the account or the key that all feedback goes by, not about this message or this user: then
 * nothing at all is sent until the wait is over. `misconfigured` says that the answer did not come from the upstream's own code, so the address or something in between is
 * wrong, which the operator is told. `afterMs` is the wait that the upstream asks for elsewhere than in `Retry-After`,
 * which the proxy reads itself and prefers.
 */
export type DeliveryOutcome =
  | { readonly type: 'delivered' }
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly stale?: boolean }
  | {
      readonly type: 'retry';
      readonly afterMs?: number;
      readonly misconfigured?: boolean;
      readonly everyone?: boolean;
    }
  | { readonly type: 'uncertain'; readonly afterMs?: number; readonly misconfigured?: boolean }
  | { readonly type: 'held'; readonly afterMs?: number; readonly everyone?: boolean };

/** Why an upstream refuses for good. */
export type RefusalCode = 'message_not_found' | 'not_ratable' | 'upstream_refused';
