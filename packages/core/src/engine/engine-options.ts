import type { Capabilities } from '../feedback/limits.ts';
import type {
  ConfirmedFeedback,
  Feedback,
  FeedbackMetadata,
  FeedbackSubmission,
  LoadFeedback,
  MessageRef,
  RatedMessage,
  SubmitFeedback,
  SubmitResult,
} from '../feedback/types.ts';
import type { StampedFeedback } from '../state/register.ts';
import type { FeedbackError, FeedbackErrorCode } from '../wire/feedback-error.ts';
import { defaultTimer, type SetTimer } from './timings.ts';

export interface EngineOptions {
  readonly submit: SubmitFeedback;
  /** @default submit.load */
  readonly load?: LoadFeedback | undefined;
  /**
   * Wraps each attempt, for example so that a cache sees it. The request that the page sends when it
   * is left is not wrapped.
   * @default calls it
   */
  readonly wrapAttempt?: WrapAttempt;
  /**
   * Reports each failed attempt, except the request that the page sends when it is left, and with
   * `null` each failed read. For logging only: the engine handles the error.
   */
  readonly onError?: ((error: FeedbackError, submission: FeedbackSubmission | null) => void) | undefined;
  /**
   * Gets a fresh reference when the proxy reports that the sealed one has expired. Return the message
   * with a new `token`, or `null` if there is none: then the feedback is kept, and sent when a bar
   * brings a newer token. A rejection is retried. It may take up to `LIMITS.submitTimeoutMs`.
   * @default no fresh references
   */
  readonly refreshMessage?: RefreshMessage | undefined;
  /**
   * Returns fields for the metadata of every submission, such as the version of the app. Called for
   * each submission. A field that is passed to `rate` or `submit` wins over one of the same name here.
   * Fields that break `METADATA_LIMITS` are left out; if there are too many, the last ones, which are
   * those of `rate` and `submit`.
   * @default none
   */
  readonly metadata?: (() => FeedbackMetadata | undefined) | undefined;
  /** Receives feedback, or a draft, that was unsent for seven days and has been dropped. */
  readonly onExpired?: ((expired: ExpiredFeedback) => void) | undefined;
  /**
   * Whether the host has passed the saved feedback of this message to `seed`, or knows that there is
   * none. The engine then leaves out the first read.
   * @default () => false
   */
  readonly isKnown?: ((message: RatedMessage) => boolean) | undefined;
  /**
   * The upstream's capabilities, for a submit function without `load`. A read overrides them.
   * @default DEFAULT_CAPABILITIES
   */
  readonly capabilities?: Partial<Capabilities> | undefined;
  /** @default Date.now */
  readonly now?: () => number;
  /** @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly setTimer?: SetTimer;
  /** @default no other tabs */
  readonly channel?: TabChannel;
  /** @default no other tabs */
  readonly locks?: TabLocks;
  /** @default no events */
  readonly page?: PageEvents;
}

/** Calls `call`, which makes one attempt, and returns its result. */
export type WrapAttempt = (
  submission: FeedbackSubmission,
  call: () => Promise<SubmitResult>,
) => Promise<SubmitResult>;

/** Returns the message with a fresh sealed reference, from the host's own server. */
export type RefreshMessage = (message: MessageRef) => MaybePromise<MessageRef | null | undefined>;

type MaybePromise<Value> = Value | Promise<Value>;

export interface ExpiredFeedback {
  readonly message: RatedMessage;
  /** The unsent submission or draft; `NO_FEEDBACK` if it is another user's. */
  readonly feedback: Feedback;
}

/** What a tab sends to the user's other tabs: an event of a message, or that all feedback was purged. */
export type TabNote = {
  /** Where the feedback goes and whose it is. Tabs with another scope ignore the note. */
  readonly scope: string;
} & (MessageNote | { readonly event: 'purged' });

interface MessageNote {
  readonly message: RatedMessage;
  readonly event: FeedbackEvent;
}

/** An event of a message that the proxy, another tab or the engine causes. */
export type FeedbackEvent =
  | ({ readonly type: 'submitted' } & StampedFeedback)
  | { readonly type: 'confirmed'; readonly confirmed: ConfirmedFeedback }
  | RefusedEvent
  | RestampEvent;

/** The proxy refused the submission with this stamp permanently. */
export interface RefusedEvent {
  readonly type: 'refused';
  readonly stamp: string;
  readonly code: FeedbackErrorCode;
}

/**
 * A submission got another stamp, because the clock was corrected before it was carried, or the proxy
 * refused its time.
 */
export interface RestampEvent {
  readonly type: 'restamped';
  /** The stamp until now. */
  readonly was: string;
  readonly stamp: string;
}

/**
 * A channel to the user's other tabs. It only saves time and requests, so notes may be lost,
 * repeated or out of order.
 */
export interface TabChannel {
  post(note: TabNote): void;
  /** Calls the listener with notes from other tabs. Returns a function that removes the listener. */
  listen(listener: (note: TabNote) => void): () => void;
}

/**
 * Locks shared by the user's tabs. They only save requests: without them, two tabs may send the
 * same submission, which is idempotent.
 */
export interface TabLocks {
  /**
   * Calls `work` at once and tells it whether the lock was free. If it was, keeps the lock until the
   * work is done or the tab is closed; otherwise the work runs without the lock.
   */
  hold(name: string, work: (free: boolean) => Promise<void>): Promise<void>;
}

/** Events of the page. */
export interface PageEvents {
  /** Adds the listeners. Returns a function that removes them. */
  listen(listeners: PageListeners): () => void;
  /** Whether the device is certainly offline. Attempts continue anyway. @default () => false */
  readonly isOffline?: () => boolean;
}

export interface PageListeners {
  /** The page is in use again, or the device is online again. */
  readonly wake: () => void;
  /** The device went offline. */
  readonly offline: () => void;
  /** The page is being unloaded, or put into the back/forward cache. */
  readonly leave: () => void;
}

/** The options with their defaults filled in. */
export type EngineSettings = {
  readonly [Name in Exclude<keyof EngineOptions, 'load' | 'capabilities'>]-?: NonNullable<
    EngineOptions[Name]
  >;
} & { readonly load: LoadFeedback | undefined };

export function engineSettings({
  submit,
  load = submit.load,
  wrapAttempt = (_submission, call) => call(),
  onError = () => {},
  refreshMessage = () => null,
  metadata = () => undefined,
  onExpired = () => {},
  isKnown = () => false,
  now = () => Date.now(),
  random = Math.random,
  setTimer = defaultTimer,
  channel = { post: () => {}, listen: () => () => {} },
  locks = { hold: (_name, work) => work(true) },
  page = { listen: () => () => {} },
}: EngineOptions): EngineSettings {
  return {
    submit,
    load,
    wrapAttempt,
    onError,
    refreshMessage,
    metadata,
    onExpired,
    isKnown,
    now,
    random,
    setTimer,
    channel,
    locks,
    page,
  };
}
