import * as kit from 'virtual:row';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

/** `detailsButton` selects what opens the details of a row, in kits that have any. */
const { Host, Row, detailsButton } = kit;

// A host with its own QueryClient, in every page alike, so that the rows alone make the difference.
const queryClient = new QueryClient();
// Like Dify's, whose adapter refuses feedback for other ids. Each mounting has its own, which no page rated.
function newIds(count) {
  const start = crypto.randomUUID().slice(0, -12);
  return Array.from({ length: count }, (_, index) => start + String(index).padStart(12, '0'));
}
let root;

function Transcript({ ids }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Host>
        {ids.map((id) => (
          <article key={id}>
            <p>The answer of the assistant.</p>
            <Row id={id} />
          </article>
        ))}
      </Host>
    </QueryClientProvider>
  );
}

/** Ant Design X has no buttons. */
const BUTTON = 'button, .ant-actions-feedback-item';
/** All details have a field for a comment, which kits place out of sight while they position it. */
function isFieldInSight() {
  const box = document.querySelector('textarea')?.getBoundingClientRect();
  return box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}
const nextPaint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

globalThis.bench = {
  // Nearly every host loads a page on demand. Vite's helper for that is then the host's.
  openOtherPage: () => import('./other-page.jsx'),
  async mount(count) {
    root = createRoot(document.getElementById('root'));
    const render = () => flushSync(() => root.render(<Transcript ids={newIds(count)} />));
    // In a callback, as Chromium does not count what DevTools runs as JavaScript.
    await new Promise((resolve) => setTimeout(() => resolve(render())));
    await nextPaint();
  },
  async unmount() {
    root.unmount();
    await nextPaint();
  },
  /** Presses the first button of a row. Returns the milliseconds until the next frame is painted. */
  async press(index) {
    const button = document.querySelectorAll('article')[index]?.querySelector(BUTTON);
    // Users press what they see.
    button?.scrollIntoView({ block: 'center' });
    await nextPaint();
    const start = performance.now();
    button?.click();
    await nextPaint();
    return performance.now() - start;
  },
  detailsButton,
  /** Opens the details of a row. Returns the milliseconds until the frame that shows them is painted. */
  async open(index) {
    const button = document.querySelectorAll('article')[index].querySelector(detailsButton);
    button.scrollIntoView({ block: 'center' });
    await nextPaint();
    const start = performance.now();
    button.click();
    while (!isFieldInSight()) await nextPaint();
    return performance.now() - start;
  },
  /** The bytes of all files that the page has loaded, as they were sent. */
  loadedBytes: () =>
    performance
      .getEntriesByType('resource')
      .filter(({ initiatorType }) => initiatorType !== 'fetch')
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  async scroll(frames) {
    for (let frame = 0; frame < frames; frame++) {
      scrollBy(0, 400);
      await nextPaint();
    }
  },
};
