import { execFileSync, spawn } from 'node:child_process';

const windows = process.platform === 'win32';

/** Starts a program in a process group of its own, which `signalGroup` signals as a whole. */
export function startGroup(file, args, options) {
  return spawn(file, args, { detached: !windows, shell: windows, ...options });
}

/** Resolves with the exit code; 1 where a signal ended the program, or it could not be started. */
export function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Sends the signal to every process of the child's group. */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return; // It could not be started.
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // All of them have ended already.
  }
}

/** The processes that this one and its children have started, also those in groups of their own. */
export function descendants() {
  if (windows) return [];
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set([process.pid]);
  // A parent is not always listed before its children.
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of rows) if (found.has(parent)) found.add(pid);
  }
  found.delete(process.pid);
  return [...found];
}

export function endAll(pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
