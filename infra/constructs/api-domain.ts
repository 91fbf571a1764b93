import { ApiMapping, DomainName, type HttpApi, type IHttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { OwnDomain } from '../../functions/shared/contract/own-domain.ts';

/**
 * The business's own domain for its API. The API stays reachable under the address that AWS makes as well: URLs that
 * were registered before the domain was named go on working.
 */
export class ApiDomain extends Construct {
  /** Where the record of the name has to lead. */
  readonly target: { name: string; hostedZoneId: string };

  constructor(
    scope: Construct,
    id: string,
    { name, certificateArn, hostedZoneId }: OwnDomain,
    api: HttpApi,
    stage: IHttpStage,
  ) {
    super(scope, id);
    const domain = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    new ApiMapping(this, 'Mapping', { api, domainName: domain, stage });
    this.target = { name: domain.regionalDomainName, hostedZoneId: domain.regionalHostedZoneId };
    if (hostedZoneId === undefined) return;
    new CfnRecordSet(this, 'Record', {
      name,
      type: 'A',
      hostedZoneId,
      aliasTarget: { dnsName: this.target.name, hostedZoneId: this.target.hostedZoneId },
    });
  }
}
