import { byId, counted, element, reconcile, showOther } from './elements.js';
import { UPSTREAMS } from './upstreams.js';

/** On a phone the rows are laid out as cards; roles said aloud keep them a table to screen readers. */
export function startFeedbackTable() {
  const table = byId('feedback-rows').closest('table');
  table.setAttribute('role', 'table');
  for (const part of table.querySelectorAll('thead, tbody')) part.setAttribute('role', 'rowgroup');
  byId('feedback-columns').setAttribute('role', 'row');
  // What scrolls must be reachable by keyboard, and what is reached must have a name.
  const scroller = byId('feedback-table');
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Rows of feedback');
}

/** Shows the newest rows of an upstream. A row that changes is made again, which marks it as fresh. */
export function showFeedback(name, { feedbacks, counts }) {
  const rows = byId('feedback-rows');
  if (showOther(rows, name)) showColumns(name);
  reconcile(rows, feedbacks, {
    keyOf: ({ messageId, id = messageId, updatedAt }) => `${id} ${updatedAt}`,
    create: (feedback) => feedbackRow(UPSTREAMS[name].cellsOf(feedback)),
  });
  byId('feedback-empty').hidden = feedbacks.length > 0;
  const shown = counts.feedbacks > feedbacks.length ? `, the newest ${feedbacks.length} shown` : '';
  setText(byId('feedback-count'), `${counted(counts.feedbacks, 'row')}${shown}`);
  setText(byId('counts'), UPSTREAMS[name].countsOf(counts));
}

function showColumns(name) {
  byId('feedback-columns').replaceChildren(
    ...UPSTREAMS[name].columns.map((words) => {
      const column = element('th', { scope: 'col' }, words);
      column.setAttribute('role', 'columnheader');
      return column;
    }),
  );
}

/** Announced only when it says something new. */
function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function feedbackRow(cells) {
  const row = element('tr', {}, ...cells.map(feedbackCell));
  row.setAttribute('role', 'row');
  return row;
}

function feedbackCell({ label, content, ...properties }) {
  const made = element('td', { ...properties, data: { label } }, content);
  made.setAttribute('role', 'cell');
  return made;
}
