import type { Hono } from 'hono';
import type { ErrorOf } from './faults/failed-answer.ts';

export const UPSTREAM_NAMES = ['dify', 'coze', 'moveworks'] as const;
export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/** A service that is stood in for, as the shared parts see it: those that log, fail and reset. */
export interface Upstream {
  readonly name: UpstreamName;
  /** What answers, by the path it is mounted at. */
  readonly mounts: Readonly<Record<string, Hono>>;
  /** The message that a path is about. */
  readonly messageIdOf: (path: string) => string | undefined;
  readonly errorOf: ErrorOf;
  /** Makes secrets in a body unreadable before it is logged. */
  readonly maskBody?: (path: string, body: string) => string;
  /** Adds its commands to the control API. */
  readonly addCommands: (control: Hono) => void;
  /** All it holds, as JSON; the newest rows first, at most `limit` of each kind. */
  readonly view: (limit: number) => object;
  /** Forgets everything but what a fresh one has. */
  reset(): void;
  /** Resolves when nothing of it is under way any more. */
  close(): Promise<void>;
}
