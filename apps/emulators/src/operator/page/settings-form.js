import { byId, callControl, element, selectOf } from './elements.js';
import { SETTINGS } from './settings.js';

/** The controls by the paths of their settings, as in `coze.profile`. */
const controls = new Map();

/** Draws the settings, and sends each as it is changed. */
export function startSettingsForm() {
  for (const [upstream, fields] of Object.entries(SETTINGS)) {
    const prefix = upstream === 'all' ? '' : `${upstream}.`;
    byId(`${upstream}-settings`).append(...fields.map((field) => draw(field, prefix)));
  }
}

export async function refreshSettings() {
  const settings = await callControl('/settings');
  for (const [path, { input, show }] of controls) {
    const value = path.split('.').reduce((part, name) => part[name], settings);
    // A text that the operator types is left alone.
    if (input !== document.activeElement || input.type === 'checkbox') show(value);
  }
}

function draw({ group, fields, name, label, ...field }, prefix) {
  if (group) {
    const drawn = fields.map((each) => draw(each, prefix));
    const rows = element('div', { className: 'fields row' }, ...drawn);
    return element('details', {}, element('summary', {}, group), rows);
  }
  const path = prefix + name;
  const control = controlOf(field);
  controls.set(path, control);
  control.input.addEventListener('change', () => send(path, control.read()));
  if (field.values) return withLegend(label, control.input);
  return field.on === undefined ? element('label', {}, label, control.input) : checkbox(control.input, label);
}

async function send(path, value) {
  const problem = byId('settings-problem');
  problem.textContent = '';
  try {
    const change = path.split('.').reduceRight((inner, part) => ({ [part]: inner }), value);
    await callControl('/settings', 'PATCH', change);
  } catch (error) {
    problem.textContent = error.message;
    await refreshSettings();
  }
}

const checkbox = (input, words) =>
  element('label', { className: 'check' }, input, element('span', {}, words));

const withLegend = (words, content) =>
  element('fieldset', {}, element('legend', { className: 'small' }, words), content);

/** The control of a field: one of a few values, some of them, one of two, or a number or text. */
function controlOf({ options, parse, values, on, off, ...properties }) {
  if (options) {
    const input = selectOf(options);
    const show = (value) => {
      if (!Object.hasOwn(options, value)) input.append(element('option', { value }, String(value)));
      input.value = String(value);
    };
    return { input, read: () => parse(input.value), show };
  }
  if (values) {
    const boxes = values.map((value) => element('input', { type: 'checkbox', value }));
    const labels = boxes.map((box) => checkbox(box, box.value));
    const read = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const show = (given) => {
      for (const box of boxes) box.checked = given.includes(box.value);
    };
    return { input: element('div', { className: 'fields' }, ...labels), read, show };
  }
  const input = element('input', { ...properties, ...(on !== undefined && { type: 'checkbox' }) });
  if (on !== undefined) {
    const show = (value) => Object.assign(input, { checked: value !== off });
    return { input, read: () => (input.checked ? on : off), show };
  }
  const read = () => (input.type === 'number' ? Number(input.value) : input.value);
  return { input, read, show: (value) => Object.assign(input, { value }) };
}
