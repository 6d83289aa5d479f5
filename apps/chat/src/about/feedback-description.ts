import type { About } from '../../contract/about.ts';

/** What an upstream does with a rating, as sentences for whoever tries it out. */
export function describeFeedback({ upstream, feedback }: Pick<About, 'upstream' | 'feedback'>): string[] {
  const { limits } = feedback;
  return [
    describeUndo(feedback),
    describeChange(feedback),
    describeReasons(feedback, UPSTREAM_NAMES[upstream]),
    `A reason has at most ${limits.reasonCharacters} characters, a comment ${limits.commentCharacters}, and a rating at most ${limits.reasons} reasons.`,
  ];
}

export const UPSTREAM_NAMES = { dify: 'Dify', coze: 'Coze', moveworks: 'Moveworks' } as const;

type FeedbackCapabilities = About['feedback'];

function describeUndo({ revoke, holdMs }: FeedbackCapabilities): string {
  if (revoke) return 'A rating can be taken back at any time: press the same button again.';
  return `A rating waits here for ${Math.round(holdMs / 1_000)} seconds, in which it can be taken back. Then it is sent, and final.`;
}

function describeChange({ change, revoke }: FeedbackCapabilities): string {
  if (change === true)
    return 'A rating can be changed, as can its reasons and comment: the last word counts.';
  return revoke
    ? 'To change a rating, take it back first.'
    : 'Until it is sent it can be changed as well, which begins the wait anew.';
}

function describeReasons({ reasons }: FeedbackCapabilities, name: string): string {
  if (reasons === 'native') return `Reasons arrive at ${name} as reasons of their own, beside the comment.`;
  if (reasons === 'folded')
    return `${name} has no reasons: they are written above the comment, in the same text.`;
  return `${name} takes no reasons, so none are asked for.`;
}
