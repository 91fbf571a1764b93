import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { AppointmentFlowStack } from './appointment-flow-stack.ts';
import { bundleFunctions } from './bundling.ts';
import { ContractError, readContract } from './context-contract.ts';

/**
 * One contract makes one stack, named after it. `npm run deploy` sets the purpose, so that examples left in the
 * contract are refused before anything is built; a deploy without it is stopped by the template itself.
 *
 * The feature flags in cdk.json are the ones that change something here: secrets cannot slip into the template unseen,
 * what CloudFormation would refuse is refused at synth, rules may reach queues of this account only, and tags belong to
 * the stack, from which all resources take them.
 */
async function synthesize(app: App): Promise<void> {
  const purpose = app.node.tryGetContext('purpose') === 'deploy' ? 'deploy' : 'synth';
  const contract = readContract(app.node.tryGetContext('contract'), purpose);
  const code = await bundleFunctions({ contract, outputFolder: path.join(app.outdir, 'bundle', contract.name) });
  new AppointmentFlowStack(app, contract.name, { contract, code });
  app.synth();
}

try {
  await synthesize(new App({ autoSynth: false }));
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
