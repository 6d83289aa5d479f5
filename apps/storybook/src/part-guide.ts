import * as React from 'react';
import type { PartGuide } from './docs/PartPage.tsx';

/** `parameters` of a part's stories: its typed guide, and the page that shows it. */
export const partGuide = (guide: PartGuide) => ({ guide, docs: { page } });

// Loaded on demand, because tests render the same stories and need no docs pages.
const PartPage = React.lazy(async () => ({ default: (await import('./docs/PartPage.tsx')).PartPage }));
const page = () => React.createElement(React.Suspense, { fallback: null }, React.createElement(PartPage));
