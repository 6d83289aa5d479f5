import { MessageFeedback, type RatedMessage } from '@message-feedback/react';
import type * as React from 'react';
import { Button } from './Button.tsx';

/** The parts as buttons of a design system: `render` adds the behaviour and keeps their look. */
export function DesignSystemBar({ message }: { message: RatedMessage | null }): React.ReactElement {
  const pressed = 'data-pressed:bg-primary data-pressed:text-primary-foreground';
  return (
    <MessageFeedback.Root
      message={message}
      className="flex min-h-9 flex-wrap items-center gap-1 text-foreground"
    >
      <MessageFeedback.Like render={<Button variant="ghost" className={pressed} />}>▲</MessageFeedback.Like>
      <MessageFeedback.Dislike render={<Button variant="ghost" className={pressed} />}>
        ▼
      </MessageFeedback.Dislike>
      <MessageFeedback.DetailsTrigger render={<Button variant="outline" />} />
      <MessageFeedback.Status className="px-1 text-sm text-muted-foreground data-[tone=error]:text-destructive" />
      <MessageFeedback.Undo render={<Button variant="outline" />} />
      <MessageFeedback.Retry render={<Button variant="outline" />} />
      <MessageFeedback.Details className="z-50 flex w-80 flex-col gap-3 rounded-lg border border-solid border-border bg-background p-4 text-foreground shadow-lg">
        <MessageFeedback.DetailsTitle className="m-0 text-base font-semibold" />
        <MessageFeedback.CommentLabel className="text-sm font-medium" />
        <MessageFeedback.Comment className="rounded-md border border-solid border-border bg-transparent p-2 text-base text-inherit" />
        <MessageFeedback.CommentError className="m-0 text-sm text-destructive" />
        <div className="flex justify-end gap-2">
          <MessageFeedback.Send render={<Button variant="primary" />} />
          <MessageFeedback.Close render={<Button variant="outline" />} />
        </div>
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
}
