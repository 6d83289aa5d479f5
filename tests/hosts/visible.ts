import type { BrowserContext, Locator, Page } from '@playwright/test';

/** Whether the middle of the element, or one of its descendants, is what a click there would hit. */
export function isOnTop(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const root = element.getRootNode() as Document | ShadowRoot;
    const hit = root.elementFromPoint(left + width / 2, top + height / 2);
    // A chip's checkbox lies over its label.
    return hit !== null && (element.closest('label') ?? element).contains(hit);
  });
}

/** Whether all of the element is inside what the user can see of its document. */
export function isWhole(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    // Half a pixel may be lost in rounding.
    return left >= -0.5 && top >= -0.5 && right <= clientWidth + 0.5 && bottom <= window.innerHeight + 0.5;
  });
}

/** Whether the element has a border or a background, and room between that and its text. */
export function isMarkedOff(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const style = getComputedStyle(element.closest('label') ?? element);
    const isFilled = !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
    const isFramed = Number.parseFloat(style.borderInlineStartWidth) > 0;
    return (isFilled || isFramed) && Number.parseFloat(style.paddingInlineStart) >= 8;
  });
}

/** How far the inner element keeps from the nearest edge of the outer one. */
export async function insetOf(inner: Locator, outer: Locator): Promise<number> {
  const [small, large] = await Promise.all([inner.boundingBox(), outer.boundingBox()]);
  if (small === null || large === null) return 0;
  return Math.min(
    small.x - large.x,
    small.y - large.y,
    large.x + large.width - small.x - small.width,
    large.y + large.height - small.y - small.height,
  );
}

/** The background of the element itself: its red, green, blue and alpha, from 0 to 255. */
export function backgroundOf(locator: Locator): Promise<readonly number[]> {
  return locator.evaluate((element) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillStyle = getComputedStyle(element).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  });
}

/**
 * The highest contrast, by WCAG's formula, between the element's commonest colour and any other
 * colour that covers more than a few of its pixels, measured on a screenshot. Its edge is left out.
 */
export async function contrastOf(locator: Locator): Promise<number> {
  const picture = await locator.screenshot({ animations: 'disabled' });
  const blank = await blankPage(locator.page().context());
  return blank.evaluate(measureContrast, picture.toString('base64'));
}

const blankPages = new WeakMap<BrowserContext, Promise<Page>>();

/** A page whose content security policy and styles are not the host's, to measure in. */
function blankPage(context: BrowserContext): Promise<Page> {
  const page = blankPages.get(context) ?? context.newPage();
  blankPages.set(context, page);
  return page;
}

async function measureContrast(picture: string): Promise<number> {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  // Without the edge, where a round corner shows what is behind.
  const x = Math.floor(Math.min(8, bitmap.width * 0.15));
  const y = Math.floor(Math.min(4, bitmap.height * 0.15));
  const pixels = context?.getImageData(x, y, bitmap.width - 2 * x, bitmap.height - 2 * y).data ?? [];
  const counts = new Map<string, number>();
  for (let index = 0; index < pixels.length; index += 4) {
    const colour = [pixels[index], pixels[index + 1], pixels[index + 2]].join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  const [[background = '0,0,0'] = []] = byCount;
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = colour.split(',').map((channel) => {
      const value = Number(channel) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const FEW = 3;
  const ratios = byCount
    .filter(([, count]) => count > FEW)
    .map(([colour]) => {
      const [dark = 0, light = 0] = [luminance(background), luminance(colour)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    });
  return Math.max(1, ...ratios);
}
