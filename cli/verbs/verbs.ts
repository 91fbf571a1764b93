import { claims } from './claims.ts';
import { doctor } from './doctor.ts';
import { endpoint } from './endpoint.ts';
import { keys } from './keys.ts';
import { load } from './load.ts';
import { publishFlow } from './publish-flow.ts';
import { redrive } from './redrive.ts';
import { register } from './register.ts';
import { replay } from './replay.ts';
import { send } from './send.ts';
import { setCrmKey } from './set-crm-key.ts';
import { setToken } from './set-token.ts';
import { status } from './status.ts';
import { templates } from './templates.ts';
import { trace } from './trace.ts';
import { unregister } from './unregister.ts';
import type { Verb } from './verb.ts';

/** Every verb, in the order of setting up a new channel. */
export const VERBS: readonly Verb[] = [
  publishFlow,
  templates,
  setToken,
  register,
  status,
  doctor,
  send,
  trace,
  load,
  keys,
  endpoint,
  setCrmKey,
  claims,
  redrive,
  replay,
  unregister,
];
