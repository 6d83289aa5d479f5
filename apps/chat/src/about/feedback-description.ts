import type { About } from '../../contract/about.ts';

/** Describes what an upstream does with a rating, for users of the demo. */
export function describeFeedback({ upstream, feedback }: Pick<About, 'upstream' | 'feedback'>): string[] {
  const { limits } = feedback;
  return [
    describeUndo(feedback),
    describeChange(feedback),
    describeReasons(feedback, UPSTREAM_NAMES[upstream]),
    `Limits: ${limits.reasons} reasons of ${limits.reasonCharacters} characters, and a comment of ${limits.commentCharacters}.`,
  ];
}

export const UPSTREAM_NAMES = { dify: 'Dify', coze: 'Coze', moveworks: 'Moveworks' } as const;

type FeedbackCapabilities = About['feedback'];

function describeUndo({ revoke, holdMs }: FeedbackCapabilities): string {
  if (revoke) return 'You can undo a rating at any time: press the same button again.';
  return `You can undo a rating for ${Math.round(holdMs / 1_000)} seconds. Then it is sent and final.`;
}

function describeChange({ change, revoke }: FeedbackCapabilities): string {
  if (change === true)
    return 'You can change a rating, its reasons and its comment: the latest version counts.';
  return revoke
    ? 'To change a rating, undo it first.'
    : 'Until then you can also change it, which restarts the wait.';
}

function describeReasons({ reasons }: FeedbackCapabilities, name: string): string {
  if (reasons === 'native') return `${name} stores reasons and comment separately.`;
  if (reasons === 'folded') return `${name} has no field for reasons: they are sent as part of the comment.`;
  return `${name} accepts no reasons, so the form does not offer any.`;
}
