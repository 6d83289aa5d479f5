import { render } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { useAwaitedComponent } from './useAwaitedComponent.ts';
import { type LazyComponent, lazyComponent, useLazyComponent } from './useLazyComponent.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
describe('useAwaitedComponent', () => {
  it('tells every row that waits that the load failed, and no other row', async () => {
    const load = () => Promise.reject(new TypeError('Failed to fetch'));
    const lazy = lazyComponent(load);
    const [first, second, idle] = [vi.fn(), vi.fn(), vi.fn()];
    const rows = (awaited: boolean) => (
      <>
        <Row lazy={lazy} load={load} awaited={awaited} onFailure={first} />
        <Row lazy={lazy} load={load} awaited={awaited} onFailure={second} />
        <Row lazy={lazy} load={load} awaited={false} onFailure={idle} />
      </>
    );
    const { rerender } = render(rows(false));
    await vi.advanceTimersByTimeAsync(0);
    rerender(rows(true));
    await expect.poll(() => [first, second].map((told) => told.mock.calls.length)).toEqual([1, 1]);
    expect(idle).not.toHaveBeenCalled();
  });

  it('shows what the user waits for without the pause after an earlier failure', async () => {
    const load = vi.fn(async () => Word).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const lazy = lazyComponent(load);
    const onFailure = vi.fn();
    const { rerender } = render(<Row lazy={lazy} load={load} awaited={false} onFailure={onFailure} />);
    await vi.advanceTimersByTimeAsync(0);
    rerender(<Row lazy={lazy} load={load} awaited onFailure={onFailure} />);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
    const shown = page.getByText('Here').element();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect.poll(() => lazy.component).toBe(Word);
    expect(page.getByText('Here').element()).toBe(shown);
    expect(onFailure).not.toHaveBeenCalled();
  });
});

const Word = () => <p>Here</p>;
const ignore = () => {};

function Row({ lazy, load, awaited, onFailure }: RowProps) {
  const Shared = useLazyComponent(lazy, true, ignore);
  const Own = useAwaitedComponent(load, awaited && Shared === null, onFailure);
  const Loaded = Shared ?? Own;
  return Loaded && <Loaded />;
}

interface RowProps {
  lazy: LazyComponent<object>;
  load: () => Promise<React.ComponentType<object>>;
  awaited: boolean;
  onFailure: () => void;
}
