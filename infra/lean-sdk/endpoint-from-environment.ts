/**
 * The address to call a service at instead of its own: `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, unless
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is "true". The SDK's own function also looks for configuration files.
 */
export async function getEndpointFromConfig(serviceId = ''): Promise<string | undefined> {
  const { env } = process;
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  const suffix = serviceId.split(' ').join('_').toUpperCase();
  return env[`AWS_ENDPOINT_URL_${suffix}`] || env['AWS_ENDPOINT_URL'] || undefined;
}
