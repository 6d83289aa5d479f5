export { type RunningEmulators, type StartEmulatorsOptions, startEmulators } from './start-emulators.ts';
