import type { Page } from '@playwright/test';

/**
 * States each theme in each way in which pages do. Then `show` brings parts into sight, and calls
 * `measure` each time. Returns how many texts and icons were measured, and which have too little
 * contrast.
 */
export async function measureEveryTheme(
  page: Page,
  show: (measure: () => Promise<void>) => Promise<void>,
): Promise<{ measured: number; pale: string[] }> {
  const pale: string[] = [];
  let measured = 0;
  for (const theme of ['light', 'dark'] as const) {
    for (const way of Object.keys(WAYS)) {
      await page.evaluate(stateTheme, { css: WAYS[way]?.(theme) ?? '', theme });
      await show(async () => {
        const found = await page.evaluate(measureContrast);
        measured += found.length;
        for (const { part, ratio, needed } of found) {
          if (ratio < needed) pale.push(`${theme} by ${way}: ${part} has ${ratio.toFixed(2)}:1`);
        }
      });
    }
  }
  return { measured, pale };
}

/** How pages say which theme they have. */
const WAYS: Readonly<Record<string, (theme: 'light' | 'dark') => string>> = {
  'color-scheme': (theme) => `:root { color-scheme: ${theme} }`,
  'a class alone': (theme) => `.${theme} body { ${COLORS[theme]} }`,
  'a class with color-scheme': (theme) => `.${theme} { color-scheme: ${theme}; ${COLORS[theme]} }`,
  'data-theme': (theme) => `[data-theme='${theme}'] { ${COLORS[theme]} }`,
  'a region of the other theme': (theme) =>
    `body { ${COLORS[theme === 'dark' ? 'light' : 'dark']} } main { ${COLORS[theme]} }`,
  'colours in another notation': (theme) =>
    theme === 'dark'
      ? 'body { background: oklch(0.21 0.006 285.885); color: oklch(0.985 0 0) }'
      : 'body { background: #fff; color: #6b7280 }',
};

const COLORS = {
  light: 'background: #fff; color: #1c1c1e',
  dark: 'background: #1b1b1d; color: #ececee',
};

/** In the page: states a theme in one way, and in no other. */
function stateTheme({ css, theme }: { css: string; theme: string }): void {
  document.querySelector('#theme')?.remove();
  const style = Object.assign(document.createElement('style'), { id: 'theme', textContent: css });
  document.head.append(style);
  document.documentElement.className = theme;
  document.documentElement.dataset.theme = theme;
  for (const answer of document.querySelectorAll('article')) {
    answer.style.color = '';
    answer.style.background = '';
  }
}

/** In the page: how each text and icon contrasts with what is behind it. */
function measureContrast(): { part: string; ratio: number; needed: number }[] {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  const dark = getComputedStyle(document.documentElement).colorScheme === 'dark';
  const found: { part: string; ratio: number; needed: number }[] = [];
  for (const element of document.querySelectorAll(
    '.message-feedback > :is([data-rating], [role="status"]), [data-feedback-part]',
  )) {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || style.visibility === 'hidden') continue;
    const { feedbackPart, rating } = (element as HTMLElement).dataset;
    const part = `${element.closest('article')?.id} ${feedbackPart ?? rating ?? 'status'} ${element.textContent?.slice(0, 20)}`;
    if (rating !== undefined) {
      add(`${part} icon`, getComputedStyle(element, '::before').backgroundColor, 3);
    } else if (feedbackPart === 'field') {
      add(`${part} text`, style.color, 4.5);
      add(`${part} border`, style.borderTopColor, 3);
    } else if ([...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())) {
      add(part, style.color, 4.5);
    }

    function add(name: string, color: string, needed: number) {
      const behind = layersBehind(element);
      const [back, front] = [luminance(behind), luminance([...behind, color])];
      const [light, deep] = [Math.max(back, front), Math.min(back, front)];
      found.push({ part: name, ratio: (light + 0.05) / (deep + 0.05), needed });
    }
  }
  return found;

  function layersBehind(element: Element): string[] {
    const layers: string[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    return [dark ? '#121212' : '#fff', ...layers];
  }

  function luminance(layers: string[]): number {
    for (const color of layers) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const channels = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const [red = 0, green = 0, blue = 0] = channels;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
