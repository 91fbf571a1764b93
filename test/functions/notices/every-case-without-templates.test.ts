import { aClinicContract } from '../../support/clinic.ts';
import { startWorld } from '../../support/world.ts';
import { describeEveryCase } from './describe-every-case.ts';
import { ASKS_LATE } from './tell-cases.ts';
import { withoutTemplates } from './templates.ts';

describeEveryCase(await startWorld(withoutTemplates(aClinicContract({}, ASKS_LATE))), { hasTemplate: false });
