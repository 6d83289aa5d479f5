import type { PopoverContentProps } from '@radix-ui/react-popover';

/** Pixels between the popover and the button, the answer and the edges. */
export const GAP = 8;
/** In pixels. With less height, the user sees too little of the form. */
const MIN_HEIGHT = 256;
/** The popover's width in pixels: 22.5rem in `styles.css`. It needs this much room beside the answer. */
const WIDTH = 360;

/**
 * Chooses the host's `side`, otherwise the place where a popover covers least of the answer: below
 * the button if there is enough room, even if the popover has to scroll; else beside the answer, if
 * the margin is wide enough; else above or below the button, whichever has more room.
 */
export function choosePlace(
  button: HTMLElement,
  bar: Element | null,
  { collisionBoundary: boundary, side }: Pick<PopoverContentProps, 'collisionBoundary' | 'side'>,
): PopoverPlace {
  const room = roomWithin(button.ownerDocument.documentElement, boundary);
  const { top, bottom } = button.getBoundingClientRect();
  const below = room.bottom - bottom - 2 * GAP;
  const above = top - room.top - 2 * GAP;
  const place = (side: PopoverPlace['side'], box: Element = button): PopoverPlace => ({
    side,
    align: box === button ? 'start' : 'end',
    maxHeight: side === 'bottom' ? below : null,
    anchor: {
      contextElement: button,
      getBoundingClientRect() {
        const { left, width } = box.getBoundingClientRect();
        const { top, height } = button.getBoundingClientRect();
        return new DOMRect(left, top, width, height);
      },
    },
  });
  // Radix moves it where the preferred side has no room.
  if (side !== undefined) return { ...place(side), maxHeight: null };
  if (below >= MIN_HEIGHT) return place('bottom');
  const answer = bar && answerAround(bar);
  if (answer !== null && room.bottom - room.top >= MIN_HEIGHT + 2 * GAP) {
    const { left, right } = answer.getBoundingClientRect();
    if (room.right - right >= WIDTH + 2 * GAP) return place('right', answer);
    if (left - room.left >= WIDTH + 2 * GAP) return place('left', answer);
  }
  return place(above >= below ? 'top' : 'bottom');
}

export interface PopoverPlace {
  readonly side: 'top' | 'right' | 'bottom' | 'left';
  readonly align: 'start' | 'end';
  /** The height that fits below the button, in pixels; `null` where Radix alone decides. */
  readonly maxHeight: number | null;
  readonly anchor: { contextElement: Element; getBoundingClientRect(): DOMRect };
}

/** The visible part of the page, inside the host's boundary. */
function roomWithin(
  { clientWidth, clientHeight }: Element,
  boundary: PopoverContentProps['collisionBoundary'],
): Record<'left' | 'top' | 'right' | 'bottom', number> {
  const room = { left: 0, top: 0, right: clientWidth, bottom: clientHeight };
  for (const element of [boundary ?? []].flat()) {
    const { left, top, right, bottom } = element?.getBoundingClientRect() ?? room;
    room.left = Math.max(room.left, left);
    room.top = Math.max(room.top, top);
    room.right = Math.min(room.right, right);
    room.bottom = Math.min(room.bottom, bottom);
  }
  return room;
}

/** The nearest element around the bar that holds more than the bar's row. */
function answerAround(bar: Element): Element | null {
  const { height } = bar.getBoundingClientRect();
  let element = bar.parentElement;
  while (element !== null && element.getBoundingClientRect().height < height + MORE_THAN_A_ROW) {
    element = element.parentElement;
  }
  return element;
}

/** Pixels by which an action row may be higher than the bar in it. */
const MORE_THAN_A_ROW = 16;
