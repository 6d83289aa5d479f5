'use client';
import type { Rating } from '@message-feedback/core';
import * as React from 'react';
import { groupProps, pressHandler, ratingAttributes, statusAttributes } from '../bar/bar-props.ts';
import { isSameReference } from '../bar/message-identity.ts';
import { type Bar, type BarProps, useBar } from '../bar/useBar.ts';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import type { FeedbackBarActionsProps } from './FeedbackBarActions.tsx';

/**
 * The ready-made bar: thumbs-up, thumbs-down, a status with Undo and Retry, and details, which a
 * dislike or a button opens. Import `styles.css` for its looks. Renders a `<div>` element.
 *
 * @example
 * ```tsx
 * import { FeedbackBar } from '@message-feedback/react';
 *
 * export function Answer({ messageId, text }: { messageId: string; text: string }) {
 *   return (
 *     <article>
 *       <p>{text}</p>
 *       <FeedbackBar message={{ messageId }} />
 *     </article>
 *   );
 * }
 * ```
 */
export const FeedbackBar: React.NamedExoticComponent<FeedbackBarProps & React.RefAttributes<HTMLDivElement>> =
  React.memo(
    React.forwardRef<HTMLDivElement, FeedbackBarProps>(function FeedbackBar(props, forwardedRef) {
      // The same elements as `MessageFeedback.Root` with its parts, but written out: an untouched bar
      // is one component with one subscription. The rest loads when it is needed.
      const [
        bar,
        { collisionBoundary, container, side, align, sideOffset, className, icons, ...elementProps },
      ] = useBar(props);
      if (!bar?.view.ratings.length) return null;
      const { ratings, hasIntent, feedback } = bar.view;
      const mountsActions = hasIntent || feedback.rating !== null || bar.tracked;
      const buttonOf = (rating: Rating) =>
        ratings.includes(rating) && (
          <button {...ratingAttributes(bar, rating)} onClick={pressHandler(bar, rating)}>
            {icons?.[rating]}
          </button>
        );
      return (
        <>
          <div
            {...groupProps(bar, elementProps)}
            ref={forwardedRef}
            className={`message-feedback ${className ?? ''}`.trim()}
          >
            {buttonOf('like')}
            {buttonOf('dislike')}
            <span {...statusAttributes(bar)} />
            {mountsActions && <LazyActions bar={bar} host={props} />}
          </div>
          {mountsActions && bar.surface === 'inline' && <LazyActions bar={bar} host={props} below />}
        </>
      );
    }),
    isSameProps,
  );

/** Loads the actions, which an untouched bar does not need and the first load leaves out. */
function LazyActions(props: FeedbackBarActionsProps): React.ReactElement | null {
  const { model, view, surface, details } = props.bar;
  const Actions = useLazyComponent(actions, true, model.client.report);
  const { detailsFor } = view;
  const mayNeedDetails = view.hasIntent && details !== false;
  const lacksNotice = Actions === null && view.awaitsNotice && view.delivery === 'settled';

  // Together with the actions, not after them: the user of a touch screen presses at once. If it fails,
  // the details must not open by themselves when the network is back.
  React.useEffect(() => {
    if (mayNeedDetails || detailsFor) loadDetails(surface).catch(() => model.show({ detailsFor: null }));
  }, [mayNeedDetails, detailsFor, surface, model]);

  // The actions normally show the notice. Show it here if their code cannot load, for example after
  // a deployment removed it.
  React.useEffect(() => {
    if (!lacksNotice) return;
    const timer = setTimeout(() => model.showNotice(), LATE_MS);
    return () => clearTimeout(timer);
  }, [lacksNotice, model]);
  return Actions && <Actions {...props} />;
}

/** Enough for the actions to load on a slow connection. */
const LATE_MS = 3_000;

/** The code of a sheet includes that of a popover. */
function loadDetails(surface: Bar['surface']): Promise<unknown> {
  // A failure is reported where the details are needed.
  return Promise.all([
    import('./FeedbackBarDetails.tsx'),
    surface === 'inline' ? import('../details/DetailsInline.tsx') : import('../details/DetailsSheet.tsx'),
  ]);
}

const actions = lazyComponent<FeedbackBarActionsProps>(
  async () => (await import('./FeedbackBarActions.tsx')).FeedbackBarActions,
);

export interface FeedbackBarProps
  extends BarProps,
    SurfaceOptions,
    Omit<React.ComponentPropsWithoutRef<'div'>, 'children'> {
  /**
   * Your own icons, instead of those of `styles.css`. They are decoration: the buttons keep their
   * names. Pass the same object in every render.
   */
  icons?: Readonly<Partial<Record<Rating, React.ReactNode>>> | undefined;
}

/** For every streamed word, hosts pass a new `message={{ messageId }}` with the same ids. */
function isSameProps(before: FeedbackBarProps, after: FeedbackBarProps): boolean {
  const names = Object.keys(after) as (keyof FeedbackBarProps)[];
  return (
    names.length === Object.keys(before).length &&
    names.every((name) =>
      name === 'message' ? isSameReference(before.message, after.message) : before[name] === after[name],
    )
  );
}
