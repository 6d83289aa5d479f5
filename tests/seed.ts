import fc from 'fast-check';

// Gives every property of this run the seed that the run prints, so that `SEED` repeats all of them.
if (process.env.SEED) fc.configureGlobal({ seed: Number(process.env.SEED) });
