export const everything: boolean;
export const sampleSizes: Readonly<
  Record<
    | 'CONVERGENCE_RUNS'
    | 'BASELINE_RUNS'
    | 'CRASH_KILLS'
    | 'CRASH_USERS'
    | 'COUNTED_TEXTS'
    | 'DELIVERY_RUNS'
    | 'FUZZ_INPUTS',
    number
  >
>;
