import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import { judgeEntry } from '../templates/judge-template.ts';
import { templateNeeds, titleOf } from '../templates/template-needs.ts';
import { checking, type Finding, ok } from './check.ts';

const CHECK = 'Templates';

/** Checks whether each template that the contract names can be sent as it is. */
export async function checkTemplates(channel: ChannelAdmin, contract: Contract): Promise<Finding[]> {
  return checking(CHECK, async () => {
    const named = templateNeeds(contract).filter(({ entry }) => entry !== undefined);
    if (named.length === 0) {
      return [ok(CHECK, 'The contract names none: a person tells customers who have not written within 24 hours.')];
    }
    const templates = await channel.templates();
    const amiss = named.flatMap((need) => {
      const judged = judgeEntry(need, templates);
      return judged && judged.verdict !== 'ok'
        ? [{ check: CHECK, verdict: judged.verdict, says: `${titleOf(need)}: ${judged.says}` }]
        : [];
    });
    return amiss.length > 0 ? amiss : [ok(CHECK, 'Those of the contract are approved, and fit.')];
  });
}
