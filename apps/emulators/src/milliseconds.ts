import * as v from 'valibot';

/** A time to wait that an operator may set: whole milliseconds, a minute at most. */
export const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000));
