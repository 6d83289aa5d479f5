import { MessageFeedback, type RatedMessage } from '@message-feedback/react';
import type * as React from 'react';

const rating =
  'grid size-9 cursor-pointer place-items-center rounded-full border-0 bg-transparent text-lg hover:bg-zinc-200 data-pressed:bg-emerald-700 dark:hover:bg-zinc-700 dark:data-pressed:bg-emerald-300';
const link =
  'cursor-pointer border-0 bg-transparent px-1.5 py-1 text-sm text-emerald-800 underline dark:text-emerald-300';
const reason =
  'relative rounded-full border border-zinc-500 px-3 py-1 data-checked:border-transparent data-checked:bg-emerald-700 data-checked:text-white has-focus-visible:outline-2 dark:data-checked:bg-emerald-300 dark:data-checked:text-zinc-950';

/** The parts with Tailwind utilities: `data-*` variants style the states. */
export function TailwindBar({ message }: { message: RatedMessage | null }): React.ReactElement {
  return (
    <MessageFeedback.Root message={message} className="flex min-h-9 flex-wrap items-center gap-1">
      <MessageFeedback.Like className={rating}>👍</MessageFeedback.Like>
      <MessageFeedback.Dislike className={rating}>👎</MessageFeedback.Dislike>
      <MessageFeedback.DetailsTrigger className={link} />
      <MessageFeedback.Status className="px-1 text-sm text-zinc-600 data-[tone=error]:text-red-700 dark:text-zinc-300 dark:data-[tone=error]:text-red-300" />
      <MessageFeedback.Undo className={link} />
      <MessageFeedback.Retry className={link} />
      <MessageFeedback.Details className="z-50 flex w-88 max-w-[calc(100vw-1rem)] flex-col gap-3 rounded-2xl border border-zinc-500 bg-white p-4 text-zinc-900 shadow-xl dark:bg-zinc-900 dark:text-zinc-100">
        <MessageFeedback.DetailsTitle className="m-0 text-base font-semibold" />
        <MessageFeedback.Reasons className="m-0 flex flex-wrap gap-1.5 border-0 p-0 text-sm *:[legend]:mb-1.5 *:[p]:m-0">
          {REASONS.map((label) => (
            <MessageFeedback.Reason
              key={label}
              reason={label}
              className={reason}
              style={{ display: 'inline-flex' }}
            />
          ))}
        </MessageFeedback.Reasons>
        <div className="flex justify-end gap-2">
          <MessageFeedback.Send className="cursor-pointer rounded-lg border-0 bg-emerald-700 px-3 py-1.5 font-semibold text-white dark:bg-emerald-300 dark:text-zinc-950" />
          <MessageFeedback.Close className="cursor-pointer rounded-lg border border-zinc-500 bg-transparent px-3 py-1.5 text-inherit" />
        </div>
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
}

const REASONS = ['Wrong', 'Too long', 'Too slow'];
