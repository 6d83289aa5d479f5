import * as React from 'react';
import type { ThemeVariableName } from './theme-variables.ts';

/** What the page of a part shows in addition to the part's own TSDoc. */
export interface PartGuide {
  /** Its place among the other parts, as code. */
  readonly anatomy: string;
  /** Its role, where its name comes from, and what is announced. In Markdown. */
  readonly semantics: string;
  /** What each key does while the part has focus, if it is focusable. */
  readonly keyboard?: readonly (readonly [keys: string, effect: string])[];
  /** The theme variables that `styles.css` uses for it. */
  readonly variables?: readonly ThemeVariableName[];
}

/** `parameters` of a part's stories: its typed guide, and the page that shows it. */
export const partGuide = (guide: PartGuide) => ({ guide, docs: { page } });

// Loaded on demand, because tests render the same stories and need no docs pages.
const PartPage = React.lazy(async () => ({ default: (await import('./docs/PartPage.tsx')).PartPage }));
const page = () => React.createElement(React.Suspense, { fallback: null }, React.createElement(PartPage));
