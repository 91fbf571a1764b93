/** `npm run wishes`: learns the weights of the words of customers again, and writes them where the functions read them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn } from './examples.ts';
import { learn } from './learn.ts';
import { LANGUAGES, type Language } from './tables.ts';

const WISHES = join(import.meta.dirname, '..', '..', 'functions', 'shared', 'domain', 'wishes');

for (const language of Object.keys(LANGUAGES) as Language[]) {
  const weights = learn(examplesIn(language));
  writeFileSync(
    join(WISHES, language, 'weights.ts'),
    `/** Learned by \`npm run wishes\` from the messages in \`test/wishes/\`. */\nexport const WEIGHTS =\n  '${weights}';\n`,
  );
  process.stdout.write(`${language}: ${weights.length} characters\n`);
}
