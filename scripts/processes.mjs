import { execFileSync, spawn } from 'node:child_process';

const windows = process.platform === 'win32';

/** Starts a program in a process group of its own, which `signalGroup` signals as a whole. */
export function startGroup(file, args, options) {
  return spawn(file, args, { detached: !windows, shell: windows, ...options });
}

/** Resolves with the exit code; 1 if a signal ended the program or it could not be started. */
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
    if (error.code !== 'ESRCH') throw error; // All of them have already ended.
  }
}

/** The processes that this one and its children have started, including those in groups of their own. */
export function descendants() {
  return windows ? [] : runningBelow(process.pid).filter((pid) => pid !== process.pid);
}

/** The running processes below this one, and itself. */
export function runningBelow(ancestor) {
  const running = runningProcesses();
  const below = new Set([ancestor]);
  // A parent is not always listed before its children.
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const { pid, parent } of running) if (below.has(parent)) below.add(pid);
  }
  return running.map(({ pid }) => pid).filter((pid) => below.has(pid));
}

/**
 * All processes of the machine without zombies, which have ended but whose exit code was not read.
 */
export function runningProcesses() {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** Kills these processes, as far as they still run. */
export function killAll(pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
}
