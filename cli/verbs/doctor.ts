import type { Contract } from '../../functions/shared/contract/contract.ts';
import type { ChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import { checking, type Finding } from '../doctor/check.ts';
import { checkApi } from '../doctor/check-api.ts';
import { checkChannel } from '../doctor/check-channel.ts';
import { checkDomain } from '../doctor/check-domain.ts';
import { checkFlow } from '../doctor/check-flow.ts';
import { checkCrm, checkFailureBucket, checkInside } from '../doctor/check-inside.ts';
import { checkLiveChannel, checkLiveEndpoint } from '../doctor/check-live-form.ts';
import { checkTemplates } from '../doctor/check-templates.ts';
import { checkWaiting } from '../doctor/check-waiting.ts';
import { findingsReport } from '../doctor/findings-report.ts';
import type { Session } from '../session.ts';
import type { Stack } from '../stack/stack.ts';
import { examples, type Verb } from './verb.ts';

/** The checks that need the channel's token; without one they give a single finding that says so. */
async function checkOutside(session: Session, stack: Stack): Promise<Finding[]> {
  return checking('Token', async () => {
    const channel = await session.channel(stack);
    const contract = await session.contract();
    const isOwn = isOf(contract, stack);
    const [ofChannel, ofForm, ofTemplates] = await Promise.all([
      checkChannel(stack, channel),
      isOwn ? checkForm(session, stack, channel, contract) : [],
      isOwn ? checkTemplates(channel, contract) : [],
    ]);
    return [...ofChannel, ...ofForm, ...ofTemplates];
  });
}

/** The form and the templates of another contract's stack are not known. */
const isOf = ({ channel }: Contract, { channelId }: Stack): boolean => channel.id === channelId;

const isLive = ({ flow }: Contract, stack: Stack): boolean => stack.isLive ?? flow.kind === 'live';

const checkForm = ({ io }: Session, stack: Stack, channel: ChannelAdmin, contract: Contract): Promise<Finding[]> =>
  isLive(contract, stack)
    ? checkLiveChannel(stack, channel, contract)
    : checkFlow(channel.flows, contract, io.projectFolder);

/** The endpoint needs no token to be asked. */
async function checkEndpointOf(session: Session, stack: Stack): Promise<Finding[]> {
  return checking('Contract', async () => {
    const contract = await session.contract();
    return isOf(contract, stack) && isLive(contract, stack) ? checkLiveEndpoint(stack) : [];
  });
}

/** Checks everything that is visible from outside a deployed stack, changes nothing, and says what to do. */
export const doctor: Verb = {
  define: (program) =>
    program
      .command('doctor')
      .description(
        'look the whole stack over: keys, clocks, channel, form, what waits, who waits, and what was set aside',
      )
      .addHelpText(
        'after',
        `
It reads only. A warning hurts nobody yet. Exit code 3 if there is a fault.
${examples('doctor', 'doctor --local --json')}`,
      ),

  async run(session) {
    const stack = await session.stack();
    const findings = await session.progress.during('Looking', async () =>
      (
        await Promise.all([
          checkApi(stack),
          checkDomain(stack),
          checkEndpointOf(session, stack),
          checkOutside(session, stack),
          checkCrm(stack),
          checkFailureBucket(stack),
          checkInside(stack),
          checkWaiting(stack),
        ])
      ).flat(),
    );
    return findingsReport(findings);
  },
};
