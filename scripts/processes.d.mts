/** The running processes below this one, and itself. */
export function runningBelow(ancestor: number): readonly number[];
export function runningProcesses(): readonly { readonly pid: number; readonly parent: number }[];
