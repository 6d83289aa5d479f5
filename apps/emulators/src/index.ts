export type { CozeAccess, EmulatorAccess } from './access.ts';
export { type RunningEmulators, type StartEmulatorsOptions, startEmulators } from './emulators.ts';
