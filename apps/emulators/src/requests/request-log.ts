import type { EventHub } from '../event-hub.ts';
import { createInFlightCounts, type InFlightCounts } from './in-flight-counts.ts';

/** The requests the upstreams received, the newest 20,000 of them, in memory only. */
export function createRequestLog({ events, now }: { events: EventHub; now: () => number }): RequestLog {
  let entries: RequestEntry[] = [];
  let lastId = 0;
  const inFlight = createInFlightCounts();
  return {
    inFlight,
    begin({ messageId, ...request }) {
      lastId += 1;
      const entry: RequestEntry = {
        id: lastId,
        ...request,
        messageId: messageId ?? null,
        inFlight: messageId === undefined ? null : inFlight.begin(messageId),
        receivedAt: new Date(now()).toISOString(),
        answeredAt: null,
        status: null,
        completed: false,
      };
      entries.push(entry);
      if (entries.length > KEPT_REQUESTS + 1000) entries = entries.slice(-KEPT_REQUESTS);
      events.publish('requests');
      return {
        end({ status, completed }) {
          if (messageId !== undefined) inFlight.end(messageId);
          Object.assign(entry, { status, completed, answeredAt: new Date(now()).toISOString() });
          events.publish('requests');
        },
      };
    },
    list: ({ upstream, path, since = 0, limit = Infinity }) => {
      const matching = entries.filter(
        (entry) =>
          entry.id > since &&
          (!path || entry.path.includes(path)) &&
          (!upstream || entry.upstream === upstream),
      );
      return matching.slice(-Math.min(limit, matching.length) || matching.length);
    },
    count: () => entries.length,
    clear() {
      entries = [];
      inFlight.clear();
      events.publish('requests');
    },
  };
}

/** Enough for a test of ten thousand messages rated and taken back. */
const KEPT_REQUESTS = 20_000;

export interface RequestLog {
  readonly inFlight: InFlightCounts;
  begin(request: ReceivedRequest): { end(answer: { status: number | null; completed: boolean }): void };
  /** Oldest first. `path` is a part of the path; `since` leaves out the ids up to it; `limit` keeps the newest. */
  list(query: {
    upstream?: string | undefined;
    path?: string | undefined;
    since?: number | undefined;
    limit?: number | undefined;
  }): RequestEntry[];
  count(): number;
  clear(): void;
}

interface ReceivedRequest {
  readonly upstream: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** With the secret of `Authorization` masked. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The message the request concerns, where its path names one. */
  readonly messageId: string | undefined;
}

export interface RequestEntry extends Omit<ReceivedRequest, 'messageId'> {
  readonly id: number;
  readonly messageId: string | null;
  /** How many requests about this message were under way when it came, itself among them. */
  readonly inFlight: number | null;
  readonly receivedAt: string;
  readonly answeredAt: string | null;
  /** Null while unanswered, and for ever when the connection ended before an answer. */
  readonly status: number | null;
  /** Whether the whole answer left; false when the connection was cut. */
  readonly completed: boolean;
}
