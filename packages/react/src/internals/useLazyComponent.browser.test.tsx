import { render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type LazyComponent, lazyComponent, useLazyComponent } from './useLazyComponent.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('useLazyComponent', () => {
  it('is not fetched before somebody comes near', async () => {
    const load = vi.fn(async () => Word);
    const lazy = lazyComponent(load);
    const { rerender } = render(<Row lazy={lazy} near={false} />);
    expect(load).not.toHaveBeenCalled();
    rerender(<Row lazy={lazy} near />);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
  });

  it('is fetched once for all rows', async () => {
    const load = vi.fn(async () => Word);
    const lazy = lazyComponent(load);
    render([1, 2, 3].map((row) => <Row key={row} lazy={lazy} near />));
    await expect.poll(() => page.getByText('Here').elements().length).toBe(3);
    expect(load).toHaveBeenCalledOnce();
  });

  it('comes when the network does, to a row that stands there already', async () => {
    const load = vi.fn(async () => Word).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    render(<Row lazy={lazyComponent(load)} near />);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(load).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
  });

  it('is asked for no more when the row has gone', async () => {
    const load = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
    const { unmount } = render(<Row lazy={lazyComponent(load)} near />);
    await vi.advanceTimersByTimeAsync(0);
    unmount();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

const Word = () => <p>Here</p>;

function Row({ lazy, near }: { lazy: LazyComponent<object>; near: boolean }) {
  const Loaded = useLazyComponent(lazy, near, false);
  return Loaded && <Loaded />;
}
