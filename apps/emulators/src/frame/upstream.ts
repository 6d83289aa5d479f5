import type { Hono } from 'hono';
import type { AnswerStreams } from '../assistant/answer-streams.ts';
import type { EmulatorDatabase } from './database.ts';

export const UPSTREAM_NAMES = ['dify', 'coze', 'moveworks'] as const;
export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/** What the frame gives each upstream to work with. */
export interface UpstreamContext<Settings> {
  readonly database: EmulatorDatabase;
  readonly settings: () => Settings;
  /** The answers being streamed, each by an id that only one upstream makes. */
  readonly streams: AnswerStreams;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Publishes that the state of an upstream has changed. */
  readonly changed: () => void;
}

/** The same with the tables of the upstream: what its routes work with. */
export interface UpstreamService<Settings, State> extends UpstreamContext<Settings> {
  readonly state: State;
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
  /** Adds its commands to the control API. */
  readonly addCommands: (control: Hono) => void;
  /** All it holds, as JSON; the newest rows first, at most `limit` of each kind. */
  readonly view: (limit: number) => object;
  /** Forgets everything but what a fresh one has. */
  reset(): void;
}

/**
 * The upstream's own answer to a failure, so that an injected one looks like one of its own.
 *
 * @param code - the upstream's error code, where it has one beside the status; without it, one that fits the status.
 */
export type ErrorOf = (status: number, code?: string | number) => Response;

/** The times of Dify and Coze: whole seconds since 1970. */
export const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
