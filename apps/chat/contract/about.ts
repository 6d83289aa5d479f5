import * as v from 'valibot';

/** The upstream of the chat and what it can do: the page offers nothing else. */
export const ABOUT = v.object({
  upstream: v.picklist(['dify', 'coze', 'moveworks']),
  /** The operator page of an emulated upstream; `null` with a real one. */
  operatorUrl: v.nullable(v.string()),
  /** What can be done to a conversation or to a running answer. */
  canRename: v.boolean(),
  canDelete: v.boolean(),
  canStop: v.boolean(),
  /** The capabilities that the feedback proxy reports to the feedback bar. */
  feedback: v.object({
    revoke: v.boolean(),
    change: v.union([v.boolean(), v.literal('unknown')]),
    reasons: v.picklist(['native', 'folded', 'none']),
    holdMs: v.number(),
    limits: v.object({ reasons: v.number(), reasonCharacters: v.number(), commentCharacters: v.number() }),
  }),
});

export type About = v.InferOutput<typeof ABOUT>;
export type UpstreamName = About['upstream'];
