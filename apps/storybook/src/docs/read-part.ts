/** The TSDoc comment of the part that a module exports, without its example, in Markdown. */
export function readSummary(source: string): string {
  const [before = ''] = source.split('\nexport const MessageFeedback');
  const comment = before.slice(before.lastIndexOf('/**') + 3, before.lastIndexOf('*/'));
  const [summary = ''] = comment.split('@example');
  return textOf(summary);
}

/** The states that a part's module declares, with the selectors that their TSDoc names. */
export function readStates(source: string): PartState[] {
  const [, body = ''] =
    /interface MessageFeedback\w+State (?:extends \w+ )?\{([\s\S]*?)\n\}/.exec(source) ?? [];
  return [...body.matchAll(/\/\*\*([\s\S]*?)@selector ([^\n]*?)\s*\*\//g)].map(
    ([, comment = '', selector = '']) => ({
      selector,
      when: textOf(comment),
    }),
  );
}

export interface PartState {
  readonly selector: string;
  readonly when: string;
}

function textOf(comment: string): string {
  return comment.replace(/\n?\s*\* ?/g, ' ').trim();
}
