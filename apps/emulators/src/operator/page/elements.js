/** Calls the control API. Rejects with the sentence it answers, so that it can be shown as it is. */
export async function callControl(path, method = 'GET', body) {
  const headers = body && { 'Content-Type': 'application/json' };
  const response = await fetch(`/__emulator${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (response.ok) return answer;
  const problems = (answer?.problems ?? []).map(({ field, problem }) => `${field}: ${problem}`);
  throw new Error([answer?.error ?? `The emulators answered ${response.status}.`, ...problems].join(' '));
}

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element; `properties` are set, `data` become data attributes, children may be text. */
export function element(name, { data = {}, ...properties } = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

/** A drop-down of words by their values. */
export const selectOf = (options, properties = {}) =>
  element(
    'select',
    properties,
    ...Object.entries(options).map(([value, words]) => element('option', { value }, words)),
  );

/**
 * Brings the children of `parent` in line with `items`, keeping those that stay, so that focus,
 * selection and open details survive. New ones, after the first time, are marked as fresh.
 */
export function reconcile(parent, items, { keyOf, create, update }) {
  const first = parent.dataset.filled === undefined;
  parent.dataset.filled = '';
  const left = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = left.get(key);
    left.delete(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
      if (!first) child.dataset.fresh = '';
    }
    update?.(child, item);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of left.values()) child.remove();
}

/** Empties a list that is to show something else from now on, so that nothing is marked as fresh. */
export function showOther(parent, what) {
  if (parent.dataset.shows === what) return false;
  parent.replaceChildren();
  delete parent.dataset.filled;
  parent.dataset.shows = what;
  return true;
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });

/** A time of day; the whole date is in its `datetime`. */
export const timeElement = (iso) =>
  element('time', { dateTime: iso, title: iso }, time.format(new Date(iso)));

/** How many there are, in words. */
export const counted = (count, singular, plural = `${singular}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? singular : plural}`;
