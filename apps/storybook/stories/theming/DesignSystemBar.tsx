import { MessageFeedback, type RatedMessage } from '@message-feedback/react';
import type * as React from 'react';
import { Button } from './Button.tsx';
import { Thumb } from './Thumb.tsx';

const panel =
  'z-50 box-border flex w-90 max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-y-auto rounded-xl border border-solid border-border bg-background p-4 text-sm text-foreground shadow-lg data-[surface=popover]:max-h-(--radix-popover-content-available-height)';
/** On phones: a sheet above the on-screen keyboard. */
const sheet =
  'data-[surface=sheet]:fixed data-[surface=sheet]:inset-x-0 data-[surface=sheet]:top-auto data-[surface=sheet]:m-0 data-[surface=sheet]:bottom-(--message-feedback-covered,0px) data-[surface=sheet]:max-h-[min(60dvh,calc(var(--message-feedback-visible,100dvh)-1rem))] data-[surface=sheet]:w-full data-[surface=sheet]:max-w-none data-[surface=sheet]:rounded-b-none';
const chip =
  'relative inline-flex min-h-8 items-center rounded-full bg-accent px-3 outline-offset-2 data-checked:-outline-offset-2 data-checked:outline-2 data-checked:outline-solid has-focus-visible:outline-2 has-focus-visible:outline-offset-2 data-blocked:opacity-60 pointer-coarse:min-h-11 *:[input]:absolute *:[input]:inset-0 *:[input]:m-0 *:[input]:size-full *:[input]:cursor-pointer *:[input]:opacity-0';

/** The parts as buttons of a design system: `render` adds the behaviour and keeps their look. */
export function DesignSystemBar({ message }: { message: RatedMessage | null }): React.ReactElement {
  return (
    <MessageFeedback.Root
      message={message}
      className="flex min-h-8 flex-wrap items-center gap-0.5 text-sm text-foreground pointer-coarse:min-h-11"
    >
      <MessageFeedback.Like render={<Button variant="icon" className="data-pressed:text-foreground" />}>
        <Thumb />
      </MessageFeedback.Like>
      <MessageFeedback.Dislike render={<Button variant="icon" className="data-pressed:text-foreground" />}>
        <Thumb down />
      </MessageFeedback.Dislike>
      <MessageFeedback.DetailsTrigger render={<Button variant="link" />} />
      <MessageFeedback.Status className="px-1.5 text-muted-foreground empty:hidden data-[tone=error]:text-destructive" />
      <MessageFeedback.Undo render={<Button variant="link" />} />
      <MessageFeedback.Retry render={<Button variant="link" />} />
      <MessageFeedback.Details className={`${panel} ${sheet}`}>
        <MessageFeedback.DetailsTitle className="m-0 text-base font-semibold" />
        <MessageFeedback.Reasons className="m-0 flex flex-wrap gap-2 border-0 p-0 *:[p]:m-0">
          {REASONS.map((reason) => (
            <MessageFeedback.Reason key={reason} reason={reason} className={chip} />
          ))}
        </MessageFeedback.Reasons>
        <div className="flex flex-col gap-1.5">
          <MessageFeedback.CommentLabel className="text-muted-foreground" />
          <MessageFeedback.Comment
            rows={3}
            className="resize-none rounded-md border border-solid border-border bg-transparent px-3 py-2 [font-family:inherit] text-base text-inherit data-invalid:border-destructive"
          />
          <MessageFeedback.CommentError className="m-0 text-destructive" />
        </div>
        <div className="flex items-center gap-2">
          <MessageFeedback.Send render={<Button variant="primary" />} />
          <MessageFeedback.Close render={<Button variant="ghost" />} />
          <MessageFeedback.CharacterCount className="ms-auto text-muted-foreground data-over:text-destructive" />
        </div>
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
}

export const REASONS = ['Not correct', 'Incomplete', 'Out of date', 'Too long'];
