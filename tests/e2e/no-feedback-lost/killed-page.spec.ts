import { expect } from '@playwright/test';
import { emulatedDify } from '../emulated-dify.ts';
import { dislike, journalKeys, like } from '../rating-page.ts';
import { draw, drawSome, EVERYTHING } from '../sample.ts';
import { ENDINGS, type Ending } from './endings.ts';
import { INTERRUPTIONS, type Interruption } from './points.ts';
import { test } from './test.ts';

/** The size of the sample in a normal run; each run draws another sample. */
const SAMPLE = 4;

const POINTS = EVERYTHING ? INTERRUPTIONS : drawSome('interruptions', INTERRUPTIONS, SAMPLE);
/** Starting Firefox costs more than the test. */
const POINT_IN_FIREFOX = draw('interruption in Firefox', POINTS);

for (const point of POINTS) {
  const { name, reach, submit = 'like', comment = '', needed = 1 } = point;
  for (const { ending, tag } of EVERYTHING ? casesOf(point) : sampleOf(point)) {
    test(`no feedback is lost when the page is ${ending.name} ${name}`, { tag: [...tag] }, async ({
      context,
      gateway,
      message,
    }) => {
      const dify = emulatedDify();
      const before = await reach({ context, gateway, message });
      const page = await ending.end(before, message, async () => {
        gateway.heal();
        await context.setOffline(false);
      });

      await expect(like(page)).toHaveAttribute('aria-pressed', String(submit === 'like'));
      await expect(dislike(page)).toHaveAttribute('aria-pressed', String(submit === 'dislike'));
      // Feedback from before the end may be shown already, without the text that was in flight.
      const journaled = async () =>
        (await dify.feedbackOf(message.id)).map(({ rating, content }) => ({
          rating,
          whole: (content ?? '').includes(comment),
        }));
      await expect.poll(journaled).toEqual(submit === null ? [] : [{ rating: submit, whole: true }]);

      // Nothing is unsent, and the page shows it.
      await expect.poll(() => journalKeys(page)).toEqual([]);
      await expect(page.locator('[data-delivery]')).toHaveCount(0);
      await expect(like(page)).toHaveAttribute('aria-pressed', String(submit === 'like'));
      // Dify receives nothing twice. The proxy may: from the page that closes, in a keepalive
      // request, and from the next page. Firefox aborts requests before it notifies the page, which
      // may have retried by then.
      expect((await dify.feedbackRequestsFor(message.id)).length).toBeLessThanOrEqual(needed);
      expect(gateway.posts()).toBeLessThanOrEqual(needed + 3);
    });
  }
}

/** How the page ends, and in which browser. */
interface Case {
  readonly ending: Ending;
  readonly tag: readonly ('@chromium' | '@firefox' | '@engines')[];
}

/** Every ending in every browser. */
function casesOf(point: Interruption): Case[] {
  return endingsOf(point).map((ending) => ({ ending, tag: hasCrashed(ending) ? ['@chromium'] : [] }));
}

/** One ending: of one point in Firefox, and also in Chromium where a request leaves with the page. */
function sampleOf(point: Interruption): Case[] {
  if (point !== POINT_IN_FIREFOX) {
    return [
      draw(
        point.name,
        endingsOf(point).map((ending) => ({ ending, tag: ['@chromium'] })),
      ),
    ];
  }
  const endings = endingsOf(point).filter((ending) => !hasCrashed(ending));
  return [{ ending: draw(point.name, endings), tag: [point.leaves ? '@engines' : '@firefox'] }];
}

function endingsOf({ not = [] }: Interruption): readonly Ending[] {
  return ENDINGS.filter(({ name }) => !not.includes(name));
}

/** Chromium's own protocol crashes the page. */
function hasCrashed({ name }: Ending): boolean {
  return name === 'crashed';
}
