import { usableMetadata } from '../feedback/metadata.ts';
import type { Feedback } from '../feedback/types.ts';
import { type ClientState, setRegister } from '../state/client-state.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import type { EngineSettings } from './engine-options.ts';

/**
 * Adds the fields of the option `metadata` to every submission, and leaves out what the proxy would
 * refuse. The returned function does the same for a submission made before the engine loaded.
 */
export function completeMetadata(
  state: ClientState,
  { metadata }: Pick<EngineSettings, 'metadata'>,
): (entry: FeedbackEntry) => void {
  const complete = (feedback: Feedback): Feedback => ({
    ...feedback,
    metadata: usableMetadata(metadata(), feedback.metadata),
  });

  const { stampPress } = state;
  state.stampPress = (entry, feedback) => stampPress(entry, complete(feedback));
  return (entry) => {
    const { submission } = entry.register;
    // Makes `setRegister` write the journal's record of this stamp again.
    entry.journaled = null;
    if (submission)
      setRegister(state, entry, {
        ...entry.register,
        submission: { ...submission, feedback: complete(submission.feedback) },
      });
  };
}
