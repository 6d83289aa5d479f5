import { callControl } from './control-api.js';
import { element, reconcile } from './elements.js';

/** A list of things that can be switched off; each has an id, words, a code under them and a command to send. */
export function showSwitches(list, items) {
  reconcile(list, items, {
    keyOf: ({ id }) => id,
    create: switchItem,
    update: (item, { on }) => {
      item.querySelector('input').checked = on;
    },
  });
}

function switchItem({ words, code, path, commandFor }) {
  const input = element('input', { type: 'checkbox' });
  input.addEventListener('change', () => {
    void callControl(path, { method: 'PATCH', body: commandFor(input.checked) });
  });
  const text = element('span', {}, words, element('br'), element('code', {}, code));
  return element('li', {}, element('label', { className: 'check' }, input, text));
}
