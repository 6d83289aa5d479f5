'use client';

import { MessageFeedback, type RatedMessage } from '@message-feedback/react';
import { ThumbsDown, ThumbsUp } from 'lucide-react';

const focus = 'outline-none focus-visible:ring-[3px] focus-visible:ring-ring/50';
const button = `inline-flex h-8 shrink-0 items-center justify-center rounded-md px-3 text-sm font-medium transition-colors aria-disabled:opacity-50 pointer-coarse:h-11 ${focus}`;
const thumb = `inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted-foreground transition-colors hover:bg-accent hover:text-accent-foreground aria-disabled:opacity-50 data-pressed:text-foreground data-pressed:[&_svg]:fill-current pointer-coarse:size-11 [&_svg]:size-4 ${focus}`;
const link = `h-7 rounded-md px-1.5 text-sm font-medium underline underline-offset-4 pointer-coarse:h-11 ${focus}`;
/** The second line lies in the gap below the bar, so that a text moves the page as little as possible. */
const bar =
  '-mb-7 flex min-h-15 flex-wrap content-start items-center gap-x-0.5 text-sm pointer-coarse:min-h-18';
const panel =
  'z-50 flex w-90 max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-y-auto rounded-lg border bg-popover p-4 text-sm text-popover-foreground shadow-md data-[surface=popover]:max-h-(--radix-popover-content-available-height)';
/** On phones: a sheet above the on-screen keyboard. */
const sheet =
  'data-[surface=sheet]:fixed data-[surface=sheet]:inset-x-0 data-[surface=sheet]:top-auto data-[surface=sheet]:bottom-(--message-feedback-covered,0px) data-[surface=sheet]:m-0 data-[surface=sheet]:max-h-[min(60dvh,calc(var(--message-feedback-visible,100dvh)-1rem))] data-[surface=sheet]:w-full data-[surface=sheet]:max-w-none data-[surface=sheet]:rounded-b-none';
/** Chips: the whole chip is the checkbox, which is transparent and as large as the chip. */
const reasons =
  'flex flex-wrap gap-2 border-0 p-0 *:[label]:relative *:[label]:inline-flex *:[label]:min-h-8 *:[label]:items-center *:[label]:rounded-full *:[label]:border *:[label]:px-3 *:[label]:has-focus-visible:ring-[3px] *:[label]:has-focus-visible:ring-ring/50 *:[label]:data-blocked:opacity-50 *:[label]:data-checked:border-primary *:[label]:data-checked:bg-accent *:[label]:data-checked:text-accent-foreground *:[label]:pointer-coarse:min-h-11 **:[[type=checkbox]]:absolute **:[[type=checkbox]]:inset-0 **:[[type=checkbox]]:m-0 **:[[type=checkbox]]:size-full **:[[type=checkbox]]:cursor-pointer **:[[type=checkbox]]:opacity-0';
/** The field for a custom reason, if the provider allows it. */
const customReason =
  '*:[div]:flex *:[div]:w-full *:[div]:flex-wrap *:[div]:items-center *:[div]:gap-2 **:[[type=text]]:h-8 **:[[type=text]]:min-w-0 **:[[type=text]]:flex-1 **:[[type=text]]:rounded-md **:[[type=text]]:border **:[[type=text]]:border-input **:[[type=text]]:bg-transparent **:[[type=text]]:px-3 **:[[type=text]]:text-base md:**:[[type=text]]:text-sm **:[button]:underline **:[button]:underline-offset-4';

/** Thumbs, reasons and a comment under one answer, in the colours of your shadcn/ui theme. */
export function MessageFeedbackBar({ message }: { message: RatedMessage | null }) {
  return (
    <MessageFeedback.Root message={message} className={bar}>
      <MessageFeedback.Like className={thumb}>
        <ThumbsUp aria-hidden />
      </MessageFeedback.Like>
      <MessageFeedback.Dislike className={thumb}>
        <ThumbsDown aria-hidden />
      </MessageFeedback.Dislike>
      <MessageFeedback.DetailsTrigger className={link} />
      <MessageFeedback.Status className="px-1.5 text-muted-foreground empty:hidden data-[tone=error]:text-destructive" />
      <MessageFeedback.Undo className={link} />
      <MessageFeedback.Retry className={link} />
      <MessageFeedback.SentAction className="px-1.5 *:[button]:underline *:[button]:underline-offset-4" />
      <MessageFeedback.Details className={`${panel} ${sheet}`}>
        <div>
          <MessageFeedback.DetailsTitle className="text-base font-semibold" />
          <MessageFeedback.DetailsDescription className="text-muted-foreground" />
        </div>
        <MessageFeedback.Reasons className={`${reasons} ${customReason}`} />
        <div className="flex flex-col gap-1.5">
          <MessageFeedback.CommentLabel className="text-muted-foreground" />
          <MessageFeedback.Comment
            rows={3}
            className={`max-h-40 resize-none rounded-md border border-input bg-transparent px-3 py-2 text-base data-invalid:border-destructive md:text-sm ${focus}`}
          />
          <MessageFeedback.CommentError className="text-destructive" />
        </div>
        <div className="flex items-center gap-2">
          <MessageFeedback.Send
            className={`${button} bg-primary text-primary-foreground hover:bg-primary/90`}
          />
          <MessageFeedback.Close className={`${button} hover:bg-accent hover:text-accent-foreground`} />
          <MessageFeedback.CharacterCount className="ms-auto text-muted-foreground data-over:text-destructive" />
        </div>
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
}
