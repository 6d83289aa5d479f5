import { callControl } from './control-api.js';
import { byId, element } from './elements.js';

/**
 * Sends each setting as it is changed. A control is named after its setting, as in `coze.profile`; a checkbox may say
 * what it stands for when it is checked and when it is not, and those of a list give the values that are in it.
 */
export function startSettingsForm() {
  byId('settings').addEventListener('change', async ({ target }) => {
    const problem = byId('settings-problem');
    problem.textContent = '';
    const change = target.name
      .split('.')
      .reduceRight((value, part) => ({ [part]: value }), settingOf(target));
    try {
      await callControl('/settings', { method: 'PATCH', body: change });
    } catch (error) {
      problem.textContent = error.message;
      await refreshSettings();
    }
  });
}

export async function refreshSettings() {
  const settings = await callControl('/settings');
  for (const control of byId('settings').elements) {
    if (control.name) {
      const value = control.name.split('.').reduce((part, name) => part[name], settings);
      // What is being typed is not taken away.
      if (control !== document.activeElement || control.type === 'checkbox') showValue(control, value);
    }
  }
}

function settingOf(control) {
  if (control.dataset.list !== undefined) {
    const checked = document.querySelectorAll(`input[name="${control.name}"]:checked`);
    return [...checked].map(({ value }) => value);
  }
  if (control.type === 'checkbox') {
    const { on = 'true', off = 'false' } = control.dataset;
    return JSON.parse(control.checked ? on : off);
  }
  return control.dataset.number === undefined ? control.value : Number(control.value);
}

function showValue(control, value) {
  if (control.dataset.list !== undefined) control.checked = value.includes(control.value);
  else if (control.type === 'checkbox') control.checked = String(value) !== (control.dataset.off ?? 'false');
  else {
    const text = String(value);
    const known = [...(control.options ?? [])].some((option) => option.value === text);
    if (control.options && !known) control.append(element('option', { value: text }, text));
    control.value = text;
  }
}
