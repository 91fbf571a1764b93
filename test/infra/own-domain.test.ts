import { describe, expect, it } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { withLocalAdditions } from '../../local/local-additions.ts';
import { fullContract, resourcesOf, synthesize } from './synthesized.ts';

const DOMAIN = {
  name: 'appointments.salon.test',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000',
  hostedZoneId: 'Z0123456789ABC',
};
const { hostedZoneId: _, ...WITHOUT_ZONE } = DOMAIN;
const URL = `https://${DOMAIN.name}`;

describe('a domain of the business’s own', () => {
  const template = synthesize({ ...fullContract, domain: DOMAIN });
  const [[id = ''] = []] = Object.entries(template.findResources('AWS::ApiGatewayV2::DomainName'));

  it('leads to the API’s stage, with its certificate and nothing older than TLS 1.2', () => {
    const [domain] = resourcesOf(template, 'AWS::ApiGatewayV2::DomainName');
    expect(domain).toMatchObject({
      DomainName: DOMAIN.name,
      DomainNameConfigurations: [{ CertificateArn: DOMAIN.certificateArn, EndpointType: 'REGIONAL' }],
    });
    const [api = ''] = Object.keys(template.findResources('AWS::ApiGatewayV2::Api'));
    const [stage = ''] = Object.keys(template.findResources('AWS::ApiGatewayV2::Stage'));
    const [mapping] = Object.values(template.findResources('AWS::ApiGatewayV2::ApiMapping'));
    expect(mapping?.['Properties']).toEqual({ ApiId: { Ref: api }, DomainName: { Ref: id }, Stage: '$default' });
    expect(mapping?.['DependsOn']).toContain(stage);
  });

  it('gets its record in the zone that is named', () => {
    const attribute = (name: string) => ({ 'Fn::GetAtt': [id, name] });
    expect(resourcesOf(template, 'AWS::Route53::RecordSet')).toEqual([
      {
        Name: DOMAIN.name,
        Type: 'A',
        HostedZoneId: DOMAIN.hostedZoneId,
        AliasTarget: { DNSName: attribute('RegionalDomainName'), HostedZoneId: attribute('RegionalHostedZoneId') },
      },
    ]);
  });

  it('is what everybody is told: the one who deploys, the watch of the channel, the e-mails to staff', () => {
    expect(template.findOutputs('ApiUrl')).toMatchObject({ ApiUrl: { Value: URL } });
    const told = resourcesOf(template, 'AWS::Lambda::Function').flatMap(
      ({ Environment }) => Environment?.Variables?.API_URL ?? [],
    );
    expect(told).toEqual([URL, URL]);
  });

  it('leaves the address that AWS made as it was, for URLs that were registered before', () => {
    const [api] = resourcesOf(template, 'AWS::ApiGatewayV2::Api');
    expect(api).not.toHaveProperty('DisableExecuteApiEndpoint');
  });

  it('gets no record without a zone; the deploy says where one has to lead', () => {
    const elsewhere = synthesize({ ...fullContract, domain: WITHOUT_ZONE });
    expect(resourcesOf(elsewhere, 'AWS::Route53::RecordSet')).toEqual([]);
    const [name = ''] = Object.keys(elsewhere.findResources('AWS::ApiGatewayV2::DomainName'));
    const { DomainTarget, DomainTargetZoneId } = elsewhere.findOutputs('*');
    expect([DomainTarget?.['Value'], DomainTargetZoneId?.['Value']]).toEqual([
      { 'Fn::GetAtt': [name, 'RegionalDomainName'] },
      { 'Fn::GetAtt': [name, 'RegionalHostedZoneId'] },
    ]);
  });

  it('is nothing to a local run', async () => {
    expect(await withLocalAdditions({ ...fullContract, domain: DOMAIN }, '')).toHaveProperty('domain', undefined);
  });

  it.each([
    [{ name: 'Salon.test' }, 'must be a domain name in lower case, such as "appointments.your-salon.com"'],
    [{ name: 'https://salon.test' }, 'must be a domain name in lower case, such as "appointments.your-salon.com"'],
    [
      { certificateArn: 'arn:aws:iam::123456789012:server-certificate/x' },
      'must be the ARN of a certificate in AWS Certificate Manager',
    ],
    [{ hostedZoneId: '/hostedzone/Z1' }, 'must be the id of a hosted zone in Route 53'],
  ])('is refused as %j', (fault, says) => {
    const { error } = Contract.safeParse({ ...fullContract, domain: { ...DOMAIN, ...fault } });
    expect(error?.issues.map(({ message }) => message)).toEqual([says]);
  });
});
