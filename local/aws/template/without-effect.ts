/**
 * Resource types that do nothing on one machine, each with the reason. A type that is neither here nor read by one of
 * the modules in `resources/` is an error at start.
 */
export const TYPES_WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'tells AWS which constructs were used',
  'AWS::CloudWatch::Alarm': 'nobody watches metrics here: errors are shown on the console',
  'AWS::CloudWatch::CompositeAlarm': 'nobody watches metrics here: errors are shown on the console',
  'AWS::CloudWatch::Dashboard': 'a picture of metrics that are not collected here',
  'AWS::IAM::ManagedPolicy': 'permissions are not checked here: tests read them from the template',
  'AWS::IAM::Policy': 'permissions are not checked here: tests read them from the template',
  'AWS::IAM::Role': 'permissions are not checked here: tests read them from the template',
  'AWS::Lambda::Permission': 'permissions are not checked here: tests read them from the template',
  'AWS::Logs::LogGroup': "the functions' logs are files here",
  'AWS::Logs::MetricFilter': 'metrics are not collected here',
  'AWS::Logs::QueryDefinition': 'a saved question to a log service that is not here',
  'AWS::Logs::ResourcePolicy': 'permissions are not checked here: tests read them from the template',
  'AWS::S3::Bucket': 'only kept failures go there, and they are files here',
  'AWS::S3::BucketPolicy': 'permissions are not checked here: tests read them from the template',
  'AWS::SNS::TopicPolicy': 'permissions are not checked here: tests read them from the template',
  'AWS::SQS::QueuePolicy': 'permissions are not checked here: tests read them from the template',
  'AWS::SecretsManager::ResourcePolicy': 'permissions are not checked here: tests read them from the template',
};
