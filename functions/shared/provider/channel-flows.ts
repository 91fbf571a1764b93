import * as z from 'zod/mini';
import type { JsonObject } from '../domain/text/json.ts';
import type { ChannelCall } from './channel-call.ts';
import { ChannelError } from './channel-error.ts';
import { MaybeText } from './webhook/lenient.ts';

/** A draft can be changed. A published Flow can be sent. */
export const FLOW_STATES = ['draft', 'published', 'throttled', 'blocked', 'deprecated', 'unknown'] as const;
export type FlowState = (typeof FLOW_STATES)[number];

/** What a Flow has beside its JSON. `endpointUri` is where phones ask for the data of a live form. */
export type FlowMetadata = { name: string; endpointUri?: string };

/** `endpointUri` is missing if the provider does not tell it. */
export type ChannelFlow = FlowMetadata & { id: string; state: FlowState };

/** A validation error of WhatsApp for a Flow JSON. `where` is a path or a line, if reported. */
export type FlowFault = { message: string; where?: string };

/** The account's Flows. Every method throws ChannelError: `not-offered` if the channel's API has no Flow methods. */
export type ChannelFlows = {
  list(): Promise<ChannelFlow[]>;
  get(id: string): Promise<ChannelFlow>;
  /** Creates an empty draft and returns its id. Names are unique within an account. */
  create(metadata: FlowMetadata): Promise<string>;
  changeMetadata(id: string, metadata: FlowMetadata): Promise<void>;
  /** Uploads the Flow JSON of a draft. Returns its validation errors; without any it can be published. */
  upload(id: string, flowJson: JsonObject): Promise<FlowFault[]>;
  publish(id: string): Promise<void>;
  /** The URL of the Flow's preview; undefined if the provider returns none. */
  previewUrl(id: string): Promise<string | undefined>;
};

const IdText = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const State = z._default(
  z.pipe(
    z.optional(z.nullable(z.string())),
    z.transform((word): FlowState => FLOW_STATES.find((state) => state === word?.toLowerCase()) ?? 'unknown'),
  ),
  'unknown',
);
/** The provider's own methods name the URL in camelCase, Meta's answer as it is passed on does not. */
const Flow = z.object({ id: IdText, name: MaybeText, status: State, endpoint_uri: MaybeText, endpointUri: MaybeText });

function toFlow({ id, name, status, ...flow }: z.infer<typeof Flow>): ChannelFlow {
  const endpointUri = flow.endpoint_uri ?? flow.endpointUri;
  return { id, name: name ?? '', state: status, ...(endpointUri && { endpointUri }) };
}

/** The list's name differs between versions of the API. */
const FlowList = z.union([
  z.object({ data: z.array(Flow) }),
  z.object({ items: z.array(Flow) }),
  z.object({ flows: z.array(Flow) }),
]);

const Line = z.optional(z.nullable(z.number()));
const Pointer = z.object({ path: MaybeText, line_start: Line });
const ValidationError = z.object({
  message: MaybeText,
  error: MaybeText,
  path: MaybeText,
  line_start: Line,
  pointers: z.optional(z.nullable(z.array(Pointer))),
});
const Success = z.optional(z.nullable(z.boolean()));
const ValidationErrors = z.optional(z.nullable(z.array(ValidationError)));
const UploadAnswer = z.looseObject({
  success: Success,
  validation_errors: ValidationErrors,
  validationErrors: ValidationErrors,
});
const DoneAnswer = z.looseObject({ success: Success });
const PreviewAnswer = z.object({ preview: z.optional(z.nullable(z.object({ preview_url: MaybeText }))) });

function toFault({ message, error, path, line_start, pointers }: z.infer<typeof ValidationError>): FlowFault {
  const place = pointers?.[0];
  const line = line_start ?? place?.line_start;
  const where = path ?? place?.path ?? (line == null ? undefined : `line ${line}`);
  return { message: message ?? error ?? 'not explained', ...(where && { where }) };
}

const CATEGORY = 'APPOINTMENT_BOOKING';
const LIST_LIMIT = 200;

export function createChannelFlows(call: ChannelCall): ChannelFlows {
  const pathOf = (id: string, rest = '') => `flows/${encodeURIComponent(id)}${rest}`;

  async function done(method: 'POST' | 'PATCH', path: string, body?: JsonObject): Promise<void> {
    const { success } = await call(method, path, DoneAnswer, body);
    if (success === false) throw new ChannelError(`${method} ${path}`, 'refused');
  }

  return {
    async list() {
      const answer = await call('GET', `flows?limit=${LIST_LIMIT}`, FlowList);
      const flows = 'data' in answer ? answer.data : 'items' in answer ? answer.items : answer.flows;
      return flows.map(toFlow);
    },
    get: async (id) => toFlow(await call('GET', pathOf(id), Flow)),
    create: async (metadata) =>
      (await call('POST', 'flows', z.object({ id: IdText }), { ...metadata, categories: [CATEGORY] })).id,
    changeMetadata: (id, metadata) => done('PATCH', pathOf(id, '/metadata'), metadata),
    async upload(id, flowJson) {
      // The provider's SDK uses the first name, its older integrations the second.
      const body = { flowJson, flow_json: JSON.stringify(flowJson) };
      const answer = await call('PATCH', pathOf(id, '/assets'), UploadAnswer, body);
      const faults = (answer.validation_errors ?? answer.validationErrors ?? []).map(toFault);
      if (answer.success === false && faults.length === 0) throw new ChannelError('PATCH flows/assets', 'refused');
      return faults;
    },
    publish: (id) => done('POST', pathOf(id, '/publish')),
    previewUrl: async (id) =>
      (await call('GET', pathOf(id, '/preview'), PreviewAnswer)).preview?.preview_url ?? undefined,
  };
}
