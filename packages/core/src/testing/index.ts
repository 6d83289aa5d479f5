export { createFakeClock, type FakeClock } from './fake-clock.ts';
export {
  createScriptedSubmit,
  type FailureDetails,
  type PausedResponse,
  type ScriptedSubmit,
  type ScriptedSubmitOptions,
} from './scripted-submit.ts';
