import { render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  type LazyComponent,
  lazyComponent,
  type OnLoadFailure,
  useLazyComponent,
} from './useLazyComponent.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
describe('useLazyComponent', () => {
  it('does not load before the user shows intent', async () => {
    const load = vi.fn(async () => Word);
    const lazy = lazyComponent(load);
    const { rerender } = render(<Row lazy={lazy} hasIntent={false} />);
    expect(load).not.toHaveBeenCalled();
    rerender(<Row lazy={lazy} hasIntent />);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
  });

  it('loads once for all rows', async () => {
    const load = vi.fn(async () => Word);
    const lazy = lazyComponent(load);
    render([1, 2, 3].map((row) => <Row key={row} lazy={lazy} hasIntent />));
    await expect.poll(() => page.getByText('Here').elements().length).toBe(3);
    expect(load).toHaveBeenCalledOnce();
  });

  it('reaches a mounted row after a failed load', async () => {
    const load = vi.fn(async () => Word).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    render(<Row lazy={lazyComponent(load)} hasIntent />);
    await vi.advanceTimersByTimeAsync(999);
    expect(load).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
  });

  it('reports every failed load', async () => {
    const cause = new TypeError('Failed to fetch');
    const load = vi.fn(async () => Word).mockRejectedValueOnce(cause);
    const onFailure = vi.fn();
    render(<Row lazy={lazyComponent(load)} hasIntent onFailure={onFailure} />);
    await vi.advanceTimersByTimeAsync(1_000);
    await expect.element(page.getByText('Here')).toBeInTheDocument();
    expect(onFailure.mock.calls).toEqual([[cause]]);
  });

  it('loads again when the network is back', async () => {
    const load = vi.fn(async () => Word).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    render(<Row lazy={lazyComponent(load)} hasIntent />);
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event('online'));
    await expect.element(page.getByText('Here')).toBeInTheDocument();
  });

  it('backs off while loading fails, once for all rows', async () => {
    const load = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    const lazy = lazyComponent(load);
    render([1, 2, 3].map((row) => <Row key={row} lazy={lazy} hasIntent />));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(load).toHaveBeenCalledTimes(6);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(26);
  });

  it('waits for the network only once at a time, however often loading fails', async () => {
    const online = (calls: readonly (readonly unknown[])[]) =>
      calls.filter(([type]) => type === 'online').length;
    const added = vi.spyOn(window, 'addEventListener');
    const removed = vi.spyOn(window, 'removeEventListener');
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const load = () => Promise.reject(new TypeError('Failed to fetch'));
    render(<Row lazy={lazyComponent(load)} hasIntent />);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(online(added.mock.calls)).toBeGreaterThan(20);
    expect(online(added.mock.calls) - online(removed.mock.calls)).toBe(1);
  });

  it('hydrates a row as the server rendered it, then shows the component that has already loaded', async () => {
    const lazy = lazyComponent(async () => Word);
    const row = <Row lazy={lazy} hasIntent />;
    const container = document.body.appendChild(document.createElement('div'));
    onTestFinished(() => container.remove());
    container.innerHTML = renderToString(row);
    await lazy.fetch(ignore);
    const mismatches: unknown[] = [];
    render(row, { container, hydrate: true, onRecoverableError: (error) => mismatches.push(error) });
    await expect.element(page.getByText('Here')).toBeInTheDocument();
    expect(mismatches).toEqual([]);
  });
});

const Word = () => <p>Here</p>;

const ignore: OnLoadFailure = () => {};

function Row({ lazy, hasIntent, onFailure = ignore }: RowProps) {
  const Loaded = useLazyComponent(lazy, hasIntent, onFailure);
  return Loaded && <Loaded />;
}

interface RowProps {
  lazy: LazyComponent<object>;
  hasIntent: boolean;
  onFailure?: OnLoadFailure;
}
