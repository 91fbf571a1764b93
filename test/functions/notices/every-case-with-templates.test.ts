import { aClinicContract } from '../../support/clinic.ts';
import { useTableModel } from '../../support/table-model.ts';
import { startWorld } from '../../support/world.ts';
import { describeEveryCase } from './describe-every-case.ts';
import { ASKS_LATE } from './tell-cases.ts';
import { withTemplates } from './templates.ts';

const contract = withTemplates(aClinicContract({}, ASKS_LATE));

describeEveryCase(await startWorld(contract, useTableModel()), { hasTemplate: true });
