import { describe, expect, it } from 'vitest';
import { exampleValuesLeftIn } from '../../infra/example-values.ts';
import { ownContract, resourceOf, resourcesOf, synthesize } from './synthesized.ts';

const { staff, reminders: _, followUps: __, ...withoutStaff } = ownContract;
const template = synthesize(ownContract);

describe('the topic of the staff', () => {
  it('writes to each address of the contract, encrypted, and is not reached without TLS', () => {
    const topics = template.findResources('AWS::SNS::Topic');
    const [[id, topic] = []] = Object.entries(topics);
    expect(JSON.stringify(topic?.['Properties'].KmsMasterKeyId)).toContain(':alias/aws/sns');
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual(
      staff?.emails?.map((Endpoint) => ({ Endpoint, Protocol: 'email', TopicArn: { Ref: id } })),
    );
    const { PolicyDocument } = resourceOf(template, 'AWS::SNS::TopicPolicy');
    expect(PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
  });

  it.each(['desk@example.com', 'desk@salon.example', 'desk@mail.example.org'])('is not deployed for %s', (email) => {
    const contract = { ...ownContract, staff: { emails: ['desk@salon.test', email] } };
    expect(exampleValuesLeftIn(contract).map(({ path }) => path)).toEqual(['staff.emails']);
    expect(exampleValuesLeftIn(ownContract)).toEqual([]);
  });
});

describe('a contract that names no staff, no reminders and no words for customers who booked', () => {
  it('gets nothing for them', () => {
    const languages = Object.fromEntries(
      Object.entries(ownContract.languages).map(
        ([tag, { confirmation, refused, reminders, followUps, chat, ...words }]) => [tag, words],
      ),
    );
    const silent = synthesize({ ...withoutStaff, languages });
    silent.resourceCountIs('AWS::SNS::Topic', 0);
    silent.resourceCountIs('AWS::SNS::Subscription', 0);
    const names = resourcesOf(silent, 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName);
    expect(names).not.toContain(`${ownContract.name}-notify-staff`);
    expect(names).not.toContain(`${ownContract.name}-tell-customer`);
    expect(names).not.toContain(`${ownContract.name}-answer-customer`);
  });
});
