import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import { keepNewest } from '../keep-newest.ts';
import type { FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';
import { PROXY_LIMITS } from '../timings.ts';
import type { Attempt } from './attempt.ts';
import {
  affectsWholeAccount,
  type Circuit,
  type CircuitOptions,
  createCircuit,
  failureCause,
  isNotFound,
  rowId,
} from './circuit.ts';
import { createFailingRows, type OtherDeliveries } from './failing-rows.ts';
import { createUnknownMessages, type UnknownMessages } from './unknown-messages.ts';

/** Judges the upstream by all attempts of this process. */
export function createUpstreamHealth({ adapter, ...options }: UpstreamHealthOptions): UpstreamHealth {
  const { now, timings } = options;
  const circuit = createCircuit({ ...options, adapter: adapter.name });
  const watch = createNotFoundWatch({ now, graceMs: timings.notFoundGraceMs });
  const failingRows = createFailingRows(now);
  const unknown = createUnknownMessages(options);

  function otherDeliveriesOf(
    row: FeedbackRow,
    { outcome, status }: Attempt,
    personal: boolean,
  ): OtherDeliveries {
    if (failureCause(outcome) !== null) return failingRows.failed(row, { personal });
    if (outcome.type === 'delivered') failingRows.delivered(row);
    else failingRows.ended(row, status !== null);
    return NO_OTHERS;
  }

  return {
    circuit,
    unknown,
    judge(row, attempt, probe) {
      const { outcome, status } = attempt;
      const accountWide = affectsWholeAccount(outcome);
      // A user's own token fails for all of that user's messages, and says nothing about other
      // users.
      const personal =
        outcome.type === 'held' && adapter.getToken !== undefined && !accountWide && !outcome.misconfigured;
      const others = accountWide ? NO_OTHERS : otherDeliveriesOf(row, attempt, personal);
      const { otherDeliveredAt, othersDelivered } = others;
      const userId = isAboutUpstream(attempt) ? null : row.userId;
      // A failure of one message says nothing about others. A probe is always recorded, so that it ends.
      if (otherDeliveredAt === null || userId === null || probe) {
        const key = personal ? row.userId : rowId(row);
        circuit.record({ key, userId, outcome, responded: status !== null, probe });
      }

      const notFound = isNotFound(outcome);
      if (notFound) {
        watch.notFound(row);
        if (row.delivered === null) unknown.notFound(row);
      }
      if (outcome.type === 'delivered') {
        watch.found();
        unknown.found(row);
      }
      // A probe that the host or the adapter refused without a request does not extend the wait. The row
      // then backs off by itself: due at once, it would take every probe.
      const openUntil = circuit.openUntil();
      return {
        openUntil: openUntil !== null && openUntil > now() ? openUntil : null,
        otherDeliveredAt,
        othersDelivered,
        findsNothing: notFound && watch.findsNothing(),
      };
    },
  };
}

const NO_OTHERS: OtherDeliveries = { otherDeliveredAt: null, othersDelivered: false };

/** A failed connection, a missing response and a gateway without a backend are never about one user. */
function isAboutUpstream({ status, adapterError }: Attempt): boolean {
  return status === null ? adapterError === undefined : GATEWAY_STATUSES.has(status);
}

const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

export interface UpstreamHealthOptions extends Omit<CircuitOptions, 'adapter'> {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
}

export interface UpstreamHealth {
  readonly circuit: Circuit;
  readonly unknown: UnknownMessages;
  /** Records an attempt and judges it in light of the others. */
  judge(row: FeedbackRow, attempt: Attempt, probe: boolean): Judgement & OtherDeliveries;
}

export interface Judgement extends Pick<OtherDeliveries, 'otherDeliveredAt'> {
  /** When the next attempt may be sent for any row; `null` while the circuit is closed. */
  readonly openUntil: number | null;
  /** Whether the upstream finds no message at all. */
  readonly findsNothing: boolean;
}

/**
 * Detects an upstream that finds no message at all, unlike one that does not find one particular
 * message. Moveworks responds with 404 to everything until the API is enabled for the tenant, and
 * every upstream does so for another app's key. Then the operator must act, and all feedback is kept.
 * One user, who can invent ids, cannot cause this alone.
 */
function createNotFoundWatch({ now, graceMs }: NotFoundWatchOptions): NotFoundWatch {
  /** The user of each message that was not found. */
  const userOf = new Map<string, string>();
  let since: number | null = null;
  return {
    notFound(row) {
      since ??= now();
      const users = new Set(userOf.values());
      // Makes room for a second user, if all remembered messages are of one user.
      if (userOf.size >= PROXY_LIMITS.notFoundMessages && !users.has(row.userId) && users.size === 1) {
        keepNewest(userOf, PROXY_LIMITS.notFoundMessages - 1);
      }
      if (userOf.size < PROXY_LIMITS.notFoundMessages) userOf.set(rowId(row), row.userId);
    },
    found() {
      since = null;
      userOf.clear();
    },
    findsNothing: () =>
      userOf.size >= PROXY_LIMITS.notFoundMessages &&
      new Set(userOf.values()).size >= PROXY_LIMITS.failingUsers &&
      since !== null &&
      now() - since >= graceMs,
  };
}

interface NotFoundWatch {
  /** Records that a message was not found. */
  notFound(row: FeedbackRow): void;
  found(): void;
  /** Whether five messages of two users were not found in a row, over at least `graceMs`. */
  findsNothing(): boolean;
}

interface NotFoundWatchOptions {
  readonly now: () => number;
  /** How long a new message may be invisible. */
  readonly graceMs: number;
}
