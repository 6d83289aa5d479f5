'use client';
import * as React from 'react';
import { containsNode } from '../internals/shadow-tree.ts';

/**
 * The text that the user has selected in an answer, `''` if nothing is selected: for
 * `MessageFeedback.Quote`, or for your own `metadata`. When the user presses a button or types a
 * comment, the browser's selection ends, but this text stays until the user clicks in the answer or
 * selects something else. Renders again when that text changes.
 *
 * @example
 * ```tsx
 * import { MessageFeedback, useSelectedPassage } from '@message-feedback/react';
 * import * as React from 'react';
 *
 * export function Answer({ messageId, text }: { messageId: string; text: string }) {
 *   const answer = React.useRef<HTMLParagraphElement>(null);
 *   const passage = useSelectedPassage(answer);
 *   return (
 *     <article>
 *       <p ref={answer}>{text}</p>
 *       <MessageFeedback.Root message={{ messageId }} className="message-feedback">
 *         <MessageFeedback.Dislike />
 *         <MessageFeedback.Details className="message-feedback-details">
 *           <MessageFeedback.DetailsTitle />
 *           <MessageFeedback.Quote passage={passage} />
 *           <MessageFeedback.CommentLabel />
 *           <MessageFeedback.Comment />
 *           <MessageFeedback.Send />
 *         </MessageFeedback.Details>
 *       </MessageFeedback.Root>
 *     </article>
 *   );
 * }
 * ```
 */
export function useSelectedPassage(answer: React.RefObject<Element | null>): string {
  const [passage, setPassage] = React.useState('');
  React.useEffect(() => {
    const update = () => {
      const element = answer.current;
      if (element !== null) setPassage((before) => passageIn(element, before));
    };
    update();
    document.addEventListener('selectionchange', update);
    return () => document.removeEventListener('selectionchange', update);
  }, [answer]);
  return passage;
}

function passageIn(answer: Element, before: string): string {
  const selection = document.getSelection();
  const range = selection && rangeOf(selection, answer.getRootNode());
  if (!range) return before;
  const starts = containsNode(answer, range.startContainer);
  if (range.collapsed) return starts ? '' : before;
  return starts && endsInside(answer, range) ? selection.toString().trim() : '';
}

/** Whether a range that starts in the answer selects no text after it. */
function endsInside(answer: Element, { endContainer, endOffset }: AbstractRange): boolean {
  if (containsNode(answer, endContainer)) return true;
  // Three clicks on the last paragraph select up to the start of the next one outside the answer.
  if (endOffset !== 0) return false;
  const rest = document.createRange();
  rest.setStartAfter(answer);
  rest.setEnd(endContainer, 0);
  const texts = document.createTreeWalker(rest.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text !== endContainer && rest.intersectsNode(text) && isSelectable(text)) return false;
  }
  return true;
}

/** Whether it is text that a user can select: not white space, hidden, or the label of a button. */
function isSelectable({ data, parentElement: element }: Text): boolean {
  if (data.trim() === '' || element === null || element.closest('button')) return false;
  return element.getClientRects().length > 0 && getComputedStyle(element).userSelect !== 'none';
}

/** The selected range. In a shadow root, only newer browsers say which it is. */
function rangeOf(selection: Selection, root: Node): AbstractRange | undefined {
  if (!(root instanceof ShadowRoot)) return selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  return selection.getComposedRanges?.({ shadowRoots: [root] })[0];
}
