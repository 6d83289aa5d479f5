const WIDTH = 720;
const HEIGHT = 400;
/** Where the lines are. Their names are to the right of them. */
const AREA = { left: 72, right: 520, top: 48, bottom: 340 };
/** The least distance between two names. */
const NAME_HEIGHT = 16;

/** Each has a contrast of at least 3 : 1 with both backgrounds. */
const COLORS = ['#2f7de1', '#d0620d', '#1f8a5b', '#c2409b', '#7d68d9', '#8a7000', '#d1454b', '#6b7783'];
const STYLE = `
  svg { font: 12px system-ui, sans-serif }
  .page { fill: #fff }
  text { fill: #24292f }
  .grid { stroke: #d8dee4 }
  .heading { font-weight: 600; font-size: 14px }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 }
    text { fill: #e6edf3 }
    .grid { stroke: #30363d }
  }
`;

/**
 * Draws lines as the text of an SVG file that is readable in light and in dark pages. Throws a
 * `RangeError` if there is no point, or if a logarithmic axis has no place for one.
 */
export function plotSvg({ title, description, x, y, series }: Plot): string {
  const points = series.flatMap((each) => each.points);
  const across = createScale(
    x,
    points.map(([value]) => value),
    [AREA.left, AREA.right],
  );
  const up = createScale(
    y,
    points.map(([, value]) => value),
    [AREA.bottom, AREA.top],
  );
  const ends = series.map((each) => up.at(each.points.at(-1)?.[1] ?? 0));
  const nameYs = spread(ends);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeText(title)}</title>`,
    `<desc id="description">${escapeText(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    `<text class="heading" x="${AREA.left}" y="26">${escapeText(title)}</text>`,
    ...up.ticks.flatMap((tick) => [
      `<path class="grid" d="M${AREA.left} ${up.at(tick)}H${AREA.right}"/>`,
      `<text x="${AREA.left - 8}" y="${up.at(tick) + 4}" text-anchor="end">${format(tick)}</text>`,
    ]),
    ...across.ticks.flatMap((tick) => [
      `<path class="grid" d="M${across.at(tick)} ${AREA.bottom}v5"/>`,
      `<text x="${across.at(tick)}" y="${AREA.bottom + 20}" text-anchor="middle">${format(tick)}</text>`,
    ]),
    `<text x="${(AREA.left + AREA.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escapeText(x.label)}</text>`,
    `<text transform="translate(20 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeText(y.label)}</text>`,
    ...series.flatMap(({ name, points, color, dashed }, index) => {
      const stroke = COLORS[(color ?? index) % COLORS.length];
      const at = points.map(([pointX, pointY]) => `${across.at(pointX)} ${up.at(pointY)}`);
      const nameY = nameYs[index] ?? 0;
      return [
        `<path d="M${at.join('L')}" fill="none" stroke="${stroke}" stroke-width="2"${dashed ? ' stroke-dasharray="5 4"' : ''}/>`,
        ...at.map(
          (point) => `<path d="M${point}h0" stroke="${stroke}" stroke-width="6" stroke-linecap="round"/>`,
        ),
        // From the end of the line to its name.
        `<path d="M${at.at(-1)}L${AREA.right + 14} ${nameY}" stroke="${stroke}" stroke-opacity=".5"/>`,
        `<text x="${AREA.right + 18}" y="${nameY + 4}">${escapeText(name)}</text>`,
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

export interface Plot {
  readonly title: string;
  /** What the plot shows, for those who cannot see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

interface Axis {
  /** With the unit. */
  readonly label: string;
  /** Whether each step is a multiple of the one before. @default false, and the axis begins at 0 */
  readonly log?: boolean;
}

interface Series {
  readonly name: string;
  /** Pairs of x and y, from left to right. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Series of the same number have the same color. @default the place of the series */
  readonly color?: number;
  readonly dashed?: boolean;
}

/** Maps the values to pixels, from one round number to another one. */
function createScale(
  { label, log = false }: Axis,
  values: readonly number[],
  [start, end]: [number, number],
) {
  const [least, greatest] = [log ? Math.min(...values) : 0, Math.max(...values)];
  // Infinite if there is no value.
  if (!Number.isFinite(greatest) || (log && least <= 0)) {
    throw new RangeError(
      `The axis “${label}” cannot show its values: ${values.join(', ') || 'it has none'}.`,
    );
  }
  const ticks = log ? logarithmicTicks(least, greatest) : linearTicks(greatest);
  const place = log ? Math.log : (value: number) => value;
  const [from = 0, to = 1] = [ticks[0], ticks.at(-1)].map((tick) => place(tick ?? 0));
  const at = (value: number) => round(start + ((place(value) - from) / (to - from)) * (end - start));
  return { ticks, at };
}

/** From 0, in about five steps of 1, 2 or 5 times a power of ten. */
function linearTicks(greatest: number): number[] {
  const raw = (greatest || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10);
  return Array.from({ length: Math.ceil(greatest / step || 1) + 1 }, (_, index) => index * step);
}

/** Powers of ten, with steps between them if they are few. Encloses both values. */
function logarithmicTicks(least: number, greatest: number): number[] {
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(greatest))];
  const factors = last - first > 3 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = first; power <= last; power++)
    ticks.push(...factors.map((factor) => factor * 10 ** power));
  const begin = ticks.findLastIndex((tick) => tick <= least);
  const end = ticks.findIndex((tick) => tick >= greatest && tick > least);
  return ticks.slice(begin, end === -1 ? undefined : end + 1);
}

/** Moves the names of lines apart that end close to each other, and keeps their order. */
function spread(ends: readonly number[]): number[] {
  const order = ends.map((_, index) => index).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const placed = [...ends];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    above = Math.max(placed[index] ?? 0, above + NAME_HEIGHT);
    placed[index] = above;
  }
  let below = AREA.bottom + NAME_HEIGHT;
  for (const index of order.toReversed()) {
    below = Math.min(placed[index] ?? 0, below - NAME_HEIGHT);
    placed[index] = below;
  }
  return placed.map(round);
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
const format = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 6 });

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
