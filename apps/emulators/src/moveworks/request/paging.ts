import type { Context } from 'hono';
import { invalidCursor, invalidInput } from '../moveworks-error.ts';

/** How many of a list a caller wants, and from where: `limit` of 1 to 100, and the cursor of the page before. */
export function readPage(context: Context, list: List): { limit: number; after: number[] | undefined } {
  const { limit = '20', cursor } = context.req.query();
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 100) {
    throw invalidInput('The limit is a whole number from 1 to 100.');
  }
  return { limit: Number(limit), after: cursor === undefined ? undefined : placesOf(cursor, list) };
}

/** A page of the rows and the word where the next one begins, given one row more than the limit. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => string) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const metadata = { next_cursor: rows.length > limit && last ? cursorOf(last) : null };
  return { page, metadata };
}

export const cursorTo = (list: List, ...places: number[]): string =>
  Buffer.from([list, ...places].join(':')).toString('base64url');

type List = 'conversations' | 'messages' | 'events';

/** @throws MoveworksError for the cursor of another list, or none. */
function placesOf(cursor: string, list: List): number[] {
  const [name, ...places] = Buffer.from(cursor, 'base64url').toString().split(':');
  if (name !== list || places.length === 0 || !places.every((place) => /^\d+$/.test(place))) {
    throw invalidCursor();
  }
  return places.map(Number);
}
