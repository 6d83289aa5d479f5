export { type RunningEmulators, type StartEmulatorsOptions, startEmulators } from './emulators.ts';
