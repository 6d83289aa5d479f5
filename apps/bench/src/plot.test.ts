import { describe, expect, it } from 'vitest';
import { type Plot, plotSvg } from './plot.ts';

const PLOT: Plot = {
  title: 'Latency',
  description: 'Grows with load.',
  x: { label: 'submissions/s' },
  y: { label: 'ms' },
  series: [
    {
      name: 'memory',
      points: [
        [250, 10],
        [1_000, 100],
      ],
    },
  ],
};

/** The places of the points, and the heights of the names. */
function drawn(svg: string) {
  const points = [...svg.matchAll(/d="M([\d.]+) ([\d.]+)h0"/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  const names = [...svg.matchAll(/<text x="538" y="([\d.]+)">/g)].map(([, y]) => Number(y));
  const ticks = [...svg.matchAll(/text-anchor="(?:end|middle)">([\d,.]+)</g)].map(([, tick]) => tick);
  return { points, names, ticks };
}

describe('plotSvg', () => {
  it('draws more to the right and higher up what is more, from 0 to a round number', () => {
    const { points, ticks } = drawn(plotSvg(PLOT));
    expect(points).toEqual([
      [184, 310.8],
      [520, 48],
    ]);
    expect(ticks).toEqual(['0', '20', '40', '60', '80', '100', '0', '200', '400', '600', '800', '1,000']);
  });

  it('gives equal steps to equal ratios on a logarithmic axis', () => {
    const series = [
      {
        name: 'rows',
        points: [
          [1, 1],
          [10, 100],
          [100, 10_000],
        ] as const,
      },
    ];
    const { points, ticks } = drawn(
      plotSvg({ ...PLOT, x: { label: 'x', log: true }, y: { label: 'y', log: true }, series }),
    );
    expect(points).toEqual([
      [72, 340],
      [296, 194],
      [520, 48],
    ]);
    expect(ticks).toEqual(['1', '10', '100', '1,000', '10,000', '1', '2', '5', '10', '20', '50', '100']);
  });

  it('encloses values within one step of a logarithmic axis', () => {
    const series = [
      {
        name: 'flat',
        points: [
          [1, 3],
          [2, 3],
        ] as const,
      },
    ];
    expect(drawn(plotSvg({ ...PLOT, y: { label: 'y', log: true }, series })).ticks.slice(0, 2)).toEqual([
      '2',
      '5',
    ]);
  });

  it('keeps the names of lines apart that end at the same height, and inside the plot', () => {
    const names = ['a', 'b', 'c', 'd'];
    const series = names.map((name, index) => ({
      name,
      points: [
        [1, 100],
        [2, index === 3 ? 100 : 0],
      ] as const,
    }));
    const heights = drawn(plotSvg({ ...PLOT, series })).names;
    expect(heights).toEqual([312, 328, 344, 52]);
  });

  it('has a title and a description for screen readers, and escapes all text', () => {
    const svg = plotSvg({ ...PLOT, title: 'p50 < p99 & more' });
    expect(svg).toContain('<title id="title">p50 &lt; p99 &amp; more</title>');
    expect(svg).toContain('<desc id="description">Grows with load.</desc>');
  });

  it('refuses an axis that cannot show its values', () => {
    const series = [{ name: 'memory', points: [[1, 0]] as const }];
    expect(() => plotSvg({ ...PLOT, y: { label: 'ms', log: true }, series })).toThrow(
      '“ms” cannot show its values: 0.',
    );
    expect(() => plotSvg({ ...PLOT, series: [] })).toThrow(
      '“submissions/s” cannot show its values: it has none.',
    );
  });
});
