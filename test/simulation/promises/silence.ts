import { STAFF_TEXTS } from '../model/desk-people.ts';
import { KEY_PURPOSES } from '../model/secrets-model.ts';
import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** Everything of the story that no log line may hold. */
function privateTexts({ story, world }: Evidence): string[] {
  const people = world.whatsapp.customers.flatMap(({ phone, reportedPhone, bsuid, name }) => [
    phone,
    reportedPhone,
    bsuid,
    name,
  ]);
  const tokens = world.provider.requests.map(({ flowToken }) => flowToken.split('.')[1]);
  const keys = KEY_PURPOSES.flatMap((purpose) => [1, 2, 3].map((generation) => world.secrets.key(purpose, generation)));
  const notes = ['Zyxwv', 'Qwertz', 'Mnbvc', ...story.acts.map(({ key }) => `marker-${key}`)];
  const messages = [...world.whatsapp.sent.keys()];
  return [...people, ...STAFF_TEXTS, ...tokens, ...keys, ...notes, ...messages, world.secrets.token()].filter(
    (text) => text !== undefined,
  );
}

/** Promise 10: no personal data or secret in a log line. */
export function judgeLog(evidence: Evidence): Violation[] {
  const log = evidence.log.join('\n');
  return privateTexts(evidence)
    .filter((text) => log.includes(text))
    .map((text) => ({ promise: 10, what: `a log line holds "${text}"` }));
}
