import fc from 'fast-check';

// Gives every property test the printed seed of the run, so that `SEED` repeats all of them.
if (process.env.SEED) fc.configureGlobal({ seed: Number(process.env.SEED) });
