import { isPseudo } from './pseudo-locale.ts';

/** Attributes that are read out or shown. */
const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'alt', 'placeholder', 'title'];

/**
 * What in an element did not come from the pseudo-locale, as text or in an attribute. What the story itself says in English is
 * marked by `lang="en"`, and `own` are words that the story hands to the kit.
 */
export function untranslatedTexts(root: Element, own: ReadonlySet<string>): string[] {
  return [...textsOf(root)].filter((text) => !isPseudo(text) && !own.has(text.trim()));
}

function* textsOf(element: Element): Generator<string> {
  if (element.matches('[lang="en"], script, style')) return;
  for (const name of SPOKEN) yield element.getAttribute(name) ?? '';
  // What was typed is the user's.
  if (element.matches('textarea')) return;
  for (const node of element.childNodes) {
    if (node instanceof Element) yield* textsOf(node);
    else if (node instanceof Text) yield node.data;
  }
}

/** Every text within a value, such as the parameters of a story. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
