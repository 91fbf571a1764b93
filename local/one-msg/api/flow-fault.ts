import type { FlowFault } from '../channel-state.ts';

/** A validation error of Meta for a Flow JSON. */
export const flowFault = (path: string, message: string, error = 'INVALID_PROPERTY_VALUE'): FlowFault => ({
  error,
  error_type: 'FLOW_JSON_ERROR',
  message,
  path,
});
