// Fails if a file uses a word that the glossary in ARCHITECTURE.md has replaced, or one that plain
// English avoids.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Each retired word, as a regular expression, and what to write instead. */
const RETIRED = {
  'wish(es|ed)?': 'submission',
  desired: 'submission',
  'acknowledged|acknowledge?ments?': 'confirmed',
  untold: 'unsent',
  'lanes?': 'row delivery',
  'bury|buries|buried': 'expire, or dead letter',
  'passing faults?': 'transient error',
  'somebody|anybody|nobody|whoever': 'the actor: the user, the tab or the proxy',
  anew: 'again',
  'mends?|mended': 'fix',
  'as ever': 'still, or leave it out',
  'unknown outcomes?': 'uncertain outcome',
  'heirs?': 'successor',
  '(?<!your )own reasons?': 'custom reason',
  'another [a-z]+ than': 'a different … from',
  'also (across|after)': 'even across, even after',
  'tr(y|ies|ied) (once )?whether': 'find out whether',
  'stands? in (a|the) url': 'appear in a URL',
};

/** Files in which the word is not ours to choose. */
const EXCEPTIONS = {
  // The vendor's word for a status.
  'apps/emulators/src/moveworks/routes/responses.test.ts': /acknowledged/i,
  // A user of the operating system.
  'packages/proxy/test/postgres-server.ts': /nobody/i,
};

const self = 'scripts/check-words.mjs';
const binary = /\.(png|svg|lock|ico)$|pnpm-lock\.yaml$/;
const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
const retired = Object.entries(RETIRED).map(([word, instead]) => [
  new RegExp(`\\b(${word})\\b`, 'i'),
  instead,
]);

let found = 0;
for (const file of files) {
  if (file === self || binary.test(file)) continue;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    for (const [pattern, instead] of retired) {
      const word = pattern.exec(splitNames(line))?.[0];
      if (word === undefined || EXCEPTIONS[file]?.test(word)) continue;
      found++;
      console.error(`${file}:${index + 1}: "${word}" is retired. Write: ${instead}.`);
    }
  }
}
console.log(`${files.length} files, ${found} retired words`);
process.exitCode = found === 0 ? 0 : 1;

/** Names of several words, such as `nobodyKnows`, as these words. */
function splitNames(line) {
  return line.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}
