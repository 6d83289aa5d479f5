import { callControl } from './control-api.js';
import { byId } from './elements.js';

/** Resets everything, after asking. */
export function startResetDialog() {
  const dialog = byId('reset-dialog');
  byId('open-reset').addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'reset') void callControl('/reset', { method: 'POST', body: {} });
  });
}
