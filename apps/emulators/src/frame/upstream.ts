import type { Hono } from 'hono';
import type { AnswerStreams } from '../assistant/answer-streams.ts';
import type { Commands } from './command.ts';
import type { Store } from './store.ts';

export const UPSTREAM_NAMES = ['dify', 'coze', 'moveworks'] as const;
export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/** What the frame gives each upstream to work with. */
export interface UpstreamContext<Settings> {
  readonly store: Store;
  readonly settings: () => Settings;
  /** The answers being streamed, each by an id that only one upstream makes. */
  readonly streams: AnswerStreams;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What an upstream gives the frame, which logs its requests, injects faults and resets it. */
export interface Upstream {
  readonly name: UpstreamName;
  /** Its sites, by the path each is mounted at. */
  readonly mounts: Readonly<Record<string, Hono>>;
  /** The message that a path is about. */
  readonly messageIdOf: (path: string) => string | undefined;
  readonly errorOf: ErrorOf;
  /** Makes secrets in a body unreadable before it is logged. */
  readonly maskBody?: (path: string, body: string) => string;
  /** What the control API can do to it beside its settings. */
  readonly commands: Commands;
  /** All it holds, as JSON; the newest rows first, at most `limit` of each kind. */
  readonly view: (limit?: number) => object;
  /** Adds what a fresh one holds, where it is missing. */
  readonly seed?: () => void;
}

/**
 * The upstream's own answer to a failure, so that an injected one looks like one of its own.
 *
 * @param code - the upstream's error code, where it has one; without it, one that fits the status.
 */
type ErrorOf = (status: number, code?: string | number) => Response;
