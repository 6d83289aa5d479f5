import type { Hono } from 'hono';
import type { AnswerStreams } from '../assistant/answer-streams.ts';
import type { Commands } from './command.ts';
import type { Store } from './store.ts';

export const UPSTREAM_NAMES = ['dify', 'coze', 'moveworks'] as const;
export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/** What every upstream gets from the frame. */
export interface UpstreamContext<Settings> {
  readonly store: Store;
  readonly settings: () => Settings;
  /** The running streams, by an id that is unique across upstreams. */
  readonly streams: AnswerStreams;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** An upstream, as the frame needs it to log requests, inject faults and reset the state. */
export interface Upstream {
  readonly name: UpstreamName;
  /** Its sites, by path. */
  readonly mounts: Readonly<Record<string, Hono>>;
  readonly errorOf: ErrorOf;
  /** Makes secrets in a body unreadable before it is logged. */
  readonly maskBody?: (path: string, body: string) => string;
  /** Its commands of the control API, besides settings. */
  readonly commands: Commands;
  /** Its state, as JSON: the newest rows first, at most `limit` of each kind. */
  readonly view: (limit?: number) => object;
  /**
   * Called at each start and reset: adds the rows of a new upstream, and ends what a killed process
   * was streaming.
   */
  readonly begin?: () => void;
}

/**
 * The upstream's own error response, for injected failures.
 *
 * @param code - the upstream's error code. @default one that fits the status
 */
type ErrorOf = (status: number, code?: string | number) => Response;
