import * as React from 'react';
import type { ThemeVariableName } from './theme-variables.ts';

/** What the page of a part tells besides what is read from the part itself. */
export interface PartGuide {
  /** Its place among the others, as code. */
  readonly anatomy: string;
  /** Its role, where its name comes from, and what is announced. In Markdown. */
  readonly semantics: string;
  /** What each key does while it has focus, if it ever has. */
  readonly keyboard?: readonly (readonly [keys: string, effect: string])[];
  /** The variables of the theme that change its looks in `styles.css`. */
  readonly variables?: readonly ThemeVariableName[];
}

/** `parameters` of a part's stories: its guide, with types checked, and the page that shows it. */
export const partGuide = (guide: PartGuide) => ({ guide, docs: { page } });

// Tests render the same stories and need no pages.
const PartPage = React.lazy(async () => ({ default: (await import('./docs/PartPage.tsx')).PartPage }));
const page = () => React.createElement(React.Suspense, { fallback: null }, React.createElement(PartPage));
