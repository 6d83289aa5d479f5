import { DEFAULT_LIMITS, type FeedbackLimits } from './limits.ts';

/** What an upstream can do with feedback. Declared by its adapter, told to the browser, obeyed by the UI. */
export interface Capabilities {
  /** Whether a rating that the upstream has can be taken back. */
  readonly revoke: boolean;
  /** Whether a rating that the upstream has can be replaced. `unknown` is treated as no. */
  readonly change: boolean | 'unknown';
  /** `native`: the upstream takes reasons. `folded`: they become part of its comment. `none`: they are not offered. */
  readonly reasons: 'native' | 'folded' | 'none';
  /** How long an accepted rating waits in the proxy before it leaves, in milliseconds, so that undo is honest until then. */
  readonly holdMs: number;
  readonly limits: FeedbackLimits;
}

/** What the UI assumes until it has been told: everything can be changed and taken back, within the default limits. */
export const DEFAULT_CAPABILITIES: Capabilities = Object.freeze({
  revoke: true,
  change: true,
  reasons: 'native',
  holdMs: 0,
  limits: DEFAULT_LIMITS,
});
