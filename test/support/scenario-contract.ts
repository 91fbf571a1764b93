import type { Contract } from '../../functions/shared/contract/contract.ts';
import { shippedContract } from './contract.ts';

type Language = Contract['languages'][string];

/** A template for each purpose that the contract can name, with the labels that its texts have. */
function templatesIn(tag: string, { chat }: Language): Language['templates'] {
  const { change, cancel, book } = chat?.buttons ?? {};
  const named = (purpose: string, buttons: object) => ({
    ...{ name: `clinic_${purpose}`, namespace: 'clinic', language: tag, buttons },
  });
  return {
    booked: named('booked', { change, cancel }),
    changed: named('changed', { change, cancel }),
    cancelled: named('cancelled', { book }),
  };
}

/** The shipped clinic with all that docs/scenarios.md names. */
export function scenarioContract(): object {
  const languages: [string, Language][] = Object.entries(shippedContract.languages);
  return {
    ...shippedContract,
    languages: Object.fromEntries(
      languages.map(([tag, language]) => [tag, { ...language, templates: templatesIn(tag, language) }]),
    ),
  };
}
