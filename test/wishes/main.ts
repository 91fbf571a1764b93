/** `npm run wishes`: learns the weights of what customers write again, and writes them where the functions read them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn } from './examples.ts';
import { learn } from './learn.ts';
import { fingerprintOf } from './learned-from.ts';
import { LANGUAGES, type Language } from './tables.ts';

const WISHES = join(import.meta.dirname, '..', '..', 'functions', 'shared', 'domain', 'wishes');

for (const language of Object.keys(LANGUAGES) as Language[]) {
  const examples = examplesIn(language);
  const weights = learn(examples);
  writeFileSync(
    join(WISHES, language, 'weights.ts'),
    `/** Learned by \`npm run wishes\` from the messages in \`test/wishes/\`; their fingerprint shows a test when they changed. */
export const LEARNED_FROM = '${fingerprintOf(language)}';

export const WEIGHTS =
  '${weights}';
`,
  );
  process.stdout.write(`${language}: ${examples.length} messages, ${weights.length} characters\n`);
}
