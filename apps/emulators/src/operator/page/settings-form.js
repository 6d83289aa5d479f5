import { callControl } from './control-api.js';
import { byId, element } from './elements.js';

/** Wide enough that two requests sent at once both see no row. */
const RACE_WINDOW_MS = 150;

/** Sends each setting as it is changed. */
export function startSettingsForm() {
  byId('settings').addEventListener('change', ({ target }) => {
    const change = {
      generation: () => ({ dify: { generation: target.value } }),
      paceMs: () => ({ paceMs: Number(target.value) }),
      race: () => ({ dify: { raceWindowMs: target.checked ? RACE_WINDOW_MS : 0 } }),
    }[target.name];
    void callControl('/settings', { method: 'PATCH', body: change() });
  });
}

export async function refreshSettings() {
  const { paceMs, dify } = await callControl('/settings');
  const { generation, paceMs: pace, race } = byId('settings').elements;
  generation.value = dify.generation;
  race.checked = dify.raceWindowMs > 0;
  if (![...pace.options].some(({ value }) => value === String(paceMs))) {
    pace.append(element('option', { value: String(paceMs) }, `${paceMs} ms a word`));
  }
  pace.value = String(paceMs);
}
