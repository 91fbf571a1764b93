import type { Assembly } from './assembly.ts';
import { readApiDestinations } from './resources/api-destinations.ts';
import { readEventSourceMappings } from './resources/event-source-mappings.ts';
import { readFunctions } from './resources/functions.ts';
import { readHttpApi } from './resources/http-api.ts';
import { readQueues } from './resources/queues.ts';
import { readBuses, readRules } from './resources/rules.ts';
import { readSecrets } from './resources/secrets.ts';
import { readTable } from './resources/table.ts';
import { readTopics } from './resources/topics.ts';
import type { StackModel, Surroundings } from './stack-model.ts';
import { createTemplateReader, unsupported } from './template-reader.ts';
import { TYPES_WITHOUT_EFFECT } from './without-effect.ts';

/** The types that the modules in `resources/` read. */
const TYPES_THAT_RUN = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::ApiDestination',
  'AWS::Events::Connection',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]);

/** The SDK needs a region and ARNs need an account: these belong to no one. */
const REGION = 'eu-west-1';
const ACCOUNT_ID = '000000000000';

/**
 * Builds the runner's model of the synthesized stack.
 * @throws StartFailure for anything in the template that the runner neither runs nor knows to have no effect.
 */
export function buildModel(assembly: Assembly): StackModel {
  const surroundings: Surroundings = { region: REGION, accountId: ACCOUNT_ID, stackName: assembly.stackName };
  const reader = createTemplateReader(assembly.template, surroundings);
  const stranger = reader.resources.find(({ type }) => !TYPES_THAT_RUN.has(type) && !(type in TYPES_WITHOUT_EFFECT));
  if (stranger) throw unsupported(stranger);

  const functions = readFunctions(reader, assembly);
  const queues = readQueues(reader);
  const api = readHttpApi(reader);
  const table = readTable(reader);
  return {
    surroundings,
    functions,
    ...(api && { api }),
    ...(table && { table }),
    queues,
    apiDestinations: readApiDestinations(reader),
    buses: readBuses(reader),
    ...readRules(reader),
    ...readEventSourceMappings(reader, { queues, functions }),
    secrets: readSecrets(reader),
    topics: readTopics(reader),
  };
}
