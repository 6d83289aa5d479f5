/** A list for people. `npm test` also reads the results from the file that it names. */
export const reporters: [name: string][] = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME
  ? [['list'], ['json']]
  : [['list']];
