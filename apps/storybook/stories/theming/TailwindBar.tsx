import { MessageFeedback, type RatedMessage } from '@message-feedback/react';
import type * as React from 'react';
import { Thumb } from './Thumb.tsx';

const thumb =
  'grid size-8 cursor-pointer place-items-center rounded-lg border-0 bg-transparent p-0 text-zinc-500 hover:bg-zinc-500/15 hover:text-current aria-disabled:cursor-default aria-disabled:opacity-50 data-pressed:text-emerald-700 data-pressed:opacity-100 dark:text-zinc-400 dark:data-pressed:text-emerald-300 pointer-coarse:size-11';
const link =
  'min-h-8 cursor-pointer border-0 bg-transparent px-1.5 [font-family:inherit] text-sm font-medium text-inherit underline decoration-current/40 underline-offset-4 pointer-coarse:min-h-11';
const panel =
  'z-50 box-border flex w-90 max-w-[calc(100vw-1rem)] flex-col gap-3 overflow-y-auto rounded-2xl border border-solid border-zinc-200 bg-white p-4 text-sm text-zinc-900 shadow-xl dark:border-zinc-700 dark:bg-zinc-900 dark:text-zinc-100 data-[surface=popover]:max-h-(--radix-popover-content-available-height)';
/** On phones: a sheet above the on-screen keyboard. */
const sheet =
  'data-[surface=sheet]:fixed data-[surface=sheet]:inset-x-0 data-[surface=sheet]:top-auto data-[surface=sheet]:m-0 data-[surface=sheet]:bottom-(--message-feedback-covered,0px) data-[surface=sheet]:max-h-[60dvh] data-[surface=sheet]:w-full data-[surface=sheet]:max-w-none data-[surface=sheet]:rounded-b-none';
/** The whole chip is the checkbox, which is transparent and as large as the chip. */
const chip =
  'relative inline-flex min-h-8 items-center rounded-full bg-zinc-500/10 px-3 outline-offset-2 data-checked:bg-emerald-600/15 data-checked:outline-2 data-checked:-outline-offset-2 data-checked:outline-solid data-checked:outline-emerald-700 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 dark:data-checked:outline-emerald-300 data-blocked:opacity-60 pointer-coarse:min-h-11 *:[input]:absolute *:[input]:inset-0 *:[input]:m-0 *:[input]:size-full *:[input]:cursor-pointer *:[input]:opacity-0';
const button =
  'min-h-8 cursor-pointer rounded-lg border-0 px-3 [font-family:inherit] text-sm font-medium outline-offset-2 focus-visible:outline-2 pointer-coarse:min-h-11';

/** The parts with Tailwind utilities: `data-*` variants style the states. */
export function TailwindBar({ message }: { message: RatedMessage | null }): React.ReactElement {
  return (
    <MessageFeedback.Root
      message={message}
      className="flex min-h-8 flex-wrap items-center gap-0.5 text-sm pointer-coarse:min-h-11"
    >
      <MessageFeedback.Like className={thumb}>
        <Thumb />
      </MessageFeedback.Like>
      <MessageFeedback.Dislike className={thumb}>
        <Thumb down />
      </MessageFeedback.Dislike>
      <MessageFeedback.DetailsTrigger className={link} />
      <MessageFeedback.Status className="px-1.5 text-zinc-600 empty:hidden data-[tone=error]:text-red-700 dark:text-zinc-300 dark:data-[tone=error]:text-red-300" />
      <MessageFeedback.Undo className={link} />
      <MessageFeedback.Retry className={link} />
      <MessageFeedback.Details className={`${panel} ${sheet}`}>
        <MessageFeedback.DetailsTitle className="m-0 text-base font-semibold" />
        <MessageFeedback.Reasons className="m-0 flex flex-wrap gap-2 border-0 p-0 *:[p]:m-0">
          {REASONS.map((reason) => (
            <MessageFeedback.Reason key={reason} reason={reason} className={chip} />
          ))}
        </MessageFeedback.Reasons>
        <div className="flex flex-col gap-1.5">
          <MessageFeedback.CommentLabel className="text-zinc-600 dark:text-zinc-300" />
          <MessageFeedback.Comment
            rows={3}
            className="resize-none rounded-lg border border-solid border-zinc-500 bg-transparent px-3 py-2 [font-family:inherit] text-base text-inherit data-invalid:border-red-600"
          />
          <MessageFeedback.CommentError className="m-0 text-red-700 dark:text-red-300" />
        </div>
        <div className="flex items-center gap-2">
          <MessageFeedback.Send
            className={`${button} bg-emerald-700 text-white hover:bg-emerald-800 dark:bg-emerald-300 dark:text-zinc-950 dark:hover:bg-emerald-200`}
          />
          <MessageFeedback.Close className={`${button} bg-transparent text-inherit hover:bg-zinc-500/15`} />
          <MessageFeedback.CharacterCount className="ms-auto text-zinc-600 dark:text-zinc-300" />
        </div>
      </MessageFeedback.Details>
    </MessageFeedback.Root>
  );
}

const REASONS = ['Not correct', 'Incomplete', 'Out of date', 'Too long'];
