import { aClinicContract } from '../../support/clinic.ts';
import { startWorld } from '../../support/world.ts';
import { describeEveryCase } from './describe-every-case.ts';
import { ASKS_LATE } from './tell-cases.ts';
import { withTemplates } from './templates.ts';

describeEveryCase(await startWorld(withTemplates(aClinicContract({}, ASKS_LATE))), { hasTemplate: true });
