/** The app of infra/app.ts, with the functions' bundles from a folder: to bundle them takes longer than all the rest. */
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AppointmentFlowStack } from '../../infra/appointment-flow-stack.ts';
import { FUNCTION_NAMES } from '../../infra/bundling.ts';
import { readContract } from '../../infra/context-contract.ts';

const [, , bundles] = process.argv;
if (bundles === undefined) throw new Error('Give the folder of the bundles.');

const app = new App({ autoSynth: false });
const contract = readContract(app.node.tryGetContext('contract'), 'synth');
const folder = path.join(app.outdir, 'bundle', contract.name);
cpSync(bundles, folder, { recursive: true });
for (const name of FUNCTION_NAMES) writeFileSync(path.join(folder, name, 'contract.json'), JSON.stringify(contract));
new AppointmentFlowStack(app, contract.name, { contract, code: (name) => Code.fromAsset(path.join(folder, name)) });
app.synth();
