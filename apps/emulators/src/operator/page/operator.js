import { showAccess } from './access-list.js';
import { byId, callControl } from './elements.js';
import { startFaultForm } from './fault-form.js';
import { refreshFaults } from './fault-list.js';
import { showFeedback, startFeedbackTable } from './feedback-table.js';
import { refreshRequests, startRequestList } from './request-list.js';
import { refreshSettings, startSettingsForm } from './settings-form.js';
import { currentUpstream, startUpstreamTabs } from './upstream-tabs.js';

const SHOWN_ROWS = 200;

/** What to fetch again when the server says that a topic changed. */
const TOPICS = {
  state: refreshState,
  requests: refreshRequests,
  settings: refreshSettings,
  faults: refreshFaults,
};

async function refreshState() {
  const state = await callControl(`/state?limit=${SHOWN_ROWS}`);
  showFeedback(currentUpstream(), state[currentUpstream()]);
  showAccess(state);
}

const waiting = new Set();
let busy = false;

/** Fetches one after the other what was asked for, each topic once however often it changed meanwhile. */
async function refresh(...topics) {
  for (const topic of topics) waiting.add(topic);
  if (busy) return;
  busy = true;
  try {
    for (let [topic] = waiting; topic; [topic] = waiting) {
      waiting.delete(topic);
      await TOPICS[topic]();
    }
  } catch {
    // The server has gone; the event stream says so and asks for everything once it is back.
    waiting.clear();
  } finally {
    busy = false;
  }
}

function showConnection(state, words) {
  const pill = byId('connection');
  pill.dataset.state = state;
  pill.textContent = words;
}

/** Resets everything, after asking. */
function startResetDialog() {
  const dialog = byId('reset-dialog');
  byId('open-reset').addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'reset') void callControl('/reset', 'POST', {});
  });
}

startUpstreamTabs(() => refresh('state', 'requests'));
startFeedbackTable();
startSettingsForm();
startFaultForm();
startResetDialog();
startRequestList(() => refresh('requests'));

const events = new EventSource('/__emulator/events');
events.addEventListener('hello', () => {
  showConnection('live', 'Live');
  void refresh(...Object.keys(TOPICS));
});
events.addEventListener('error', () => showConnection('lost', 'Connection lost, trying again'));
for (const topic of Object.keys(TOPICS)) events.addEventListener(topic, () => refresh(topic));
