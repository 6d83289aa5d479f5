import { isPseudo } from './pseudo-locale.ts';

/** Attributes that are shown or announced. */
const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'alt', 'placeholder', 'title'];

/**
 * The texts and attributes in an element that do not come from the pseudo-locale. English texts of
 * the story itself are marked by `lang="en"`, and `own` are texts that the story passes to the kit.
 */
export function untranslatedTexts(root: Element, own: ReadonlySet<string>): string[] {
  return [...textsOf(root)].filter((text) => !isPseudo(text) && !own.has(text.trim()));
}

function* textsOf(element: Element): Generator<string> {
  if (element.matches('[lang="en"]:not([data-surface]), script, style')) return;
  for (const name of SPOKEN) yield element.getAttribute(name) ?? '';
  // Typed text is the user's.
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
