import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** Starts a program in a process group of its own. */
export function startGroup(file: string, args: readonly string[], options: SpawnOptions): ChildProcess;
/** Resolves with the exit code; 1 if a signal ended the program or it could not be started. */
export function exitOf(child: ChildProcess): Promise<number>;
/** Sends the signal to every process of the child's group. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void;
/** The running processes below this one, and itself. */
export function runningBelow(ancestor: number): readonly number[];
export function runningProcesses(): readonly { readonly pid: number; readonly parent: number }[];
