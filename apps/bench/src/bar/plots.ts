import { medianOf } from '../figures.ts';
import { plotSvg } from '../plot.ts';
import { KIT_NAMES } from './kit-names.ts';
import type { BarRun, BarRuns } from './measure.ts';

/** The host alone, and as many kits as a plot has colors. */
const PLOTTED = ['none', 'plain', 'ours', 'naive', 'assistant-ui', 'base-ui', 'react-aria', 'patternfly'];

/** The pictures of a run by their file names. */
export function barPlots(runs: readonly BarRuns[]): Record<string, string> {
  const x = { label: 'rows', log: true };
  const plot = (title: string, unit: string, of: (run: BarRun, count: number) => number) =>
    plotSvg({
      title,
      description: `${title}, in ${unit} over the number of rows. Both axes are logarithmic.`,
      x,
      y: { label: unit, log: true },
      series: seriesOf(runs, of),
    });
  return {
    'bar-mount.svg': plot('Mounting a chat', 'ms of processor time', ({ mount }) => mount.total),
    'bar-heap.svg': plot('Heap of a chat', 'MB', ({ heapBytes }, count) => (heapBytes * count) / 1e6),
  };
}

function seriesOf(runs: readonly BarRuns[], of: (run: BarRun, count: number) => number) {
  return PLOTTED.map((kit, color) => ({
    name: KIT_NAMES[kit]?.replaceAll('*', '') ?? kit,
    color,
    dashed: kit === 'none',
    points: runs
      .filter(({ name }) => name === kit)
      .map(({ count, runs }): [number, number] => [count, medianOf(runs.map((run) => of(run, count)))])
      // A logarithmic axis has no place for a heap that a collection has made smaller.
      .filter(([, y]) => y > 0),
  })).filter(({ points }) => points.length > 0);
}
