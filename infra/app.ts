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
  const outputFolder = path.join(app.outdir, 'bundle', contract.name);
  const code = await bundleFunctions({ contract, outputFolder, plainSdk: isOn(app, 'plainSdk') });
  const stack = new AppointmentFlowStack(app, contract.name, { contract, code });
  if (purpose === 'deploy') {
    // Only a deploy needs AWS. The CDK's command line says for which region it is.
    const { sayWhetherThereIsRoom } = await import('./say-room.ts');
    const { CDK_DEFAULT_REGION: region } = process.env;
    await sayWhetherThereIsRoom(stack, { ...(region && { region }) });
  }
  app.synth();
}

/** Whether a switch of the context is on. The CDK's command line gives text. */
function isOn(app: App, name: string): boolean {
  const value: unknown = app.node.tryGetContext(name) ?? false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new ContractError(`--context ${name} is true or false.`);
}

try {
  await synthesize(new App({ autoSynth: false }));
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
