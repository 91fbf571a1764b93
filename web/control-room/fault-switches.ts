/** The outside systems that can fail: the simulated provider, and the receiver that replaces a CRM. */
export type Player = 'provider' | 'crm';

/** Fields of a system's behaviour, as its `PUT …/behaviour` takes them. */
export type Behaviour = Readonly<Record<string, unknown>>;

/** The CRM's behaviour is unknown unless it is our own receiver. */
export type Behaviours = { provider: Behaviour; crm: Behaviour | undefined };

type FaultOption = { id: string; behaviour: Behaviour };
type AnyGroup = { id: string; player: Player; faults: readonly { id: string; options: readonly FaultOption[] }[] };

const onOff = <Off extends Behaviour, On extends Behaviour>(off: Off, on: On) =>
  [
    { id: 'off', behaviour: off },
    { id: 'on', behaviour: on },
  ] as const;

/** Every possible fault, with the behaviours that it can have. The first one means no fault. */
export const FAULT_GROUPS = [
  {
    id: 'sending',
    player: 'provider',
    faults: [
      {
        id: 'refuse',
        options: [
          { id: 'none', behaviour: { refuse: null } },
          { id: 'not-on-whatsapp', behaviour: { refuse: { code: 131026 } } },
          { id: 'too-many', behaviour: { refuse: { code: 131056 } } },
          { id: 'wrong-token', behaviour: { refuse: { status: 401, text: 'invalid token' } } },
          { id: 'rate-limited', behaviour: { refuse: { status: 429, text: 'Too many requests', times: 1 } } },
        ],
      },
      {
        id: 'fail',
        options: [
          { id: 'none', behaviour: { failWith: null } },
          { id: 'not-on-whatsapp', behaviour: { failWith: { code: 131026 } } },
          { id: 'temporary', behaviour: { failWith: { code: 131000, times: 1 } } },
          { id: 'held-back', behaviour: { failWith: { code: 131049 } } },
        ],
      },
      {
        id: 'latency',
        options: [
          { id: 'none', behaviour: { latencyMs: 0 } },
          { id: 'second', behaviour: { latencyMs: 1000 } },
          { id: 'seconds', behaviour: { latencyMs: 4000 } },
        ],
      },
      { id: 'window', options: onOff({ window: 'clock' }, { window: 'closed' }) },
      { id: 'templates', options: onOff({ templatesPaused: false }, { templatesPaused: true }) },
      { id: 'timeout', options: onOff({ timeout: 'none' }, { timeout: 'after' }) },
      { id: 'down', options: onOff({ down: 'none' }, { down: 'unavailable' }) },
    ],
  },
  {
    id: 'telling',
    player: 'provider',
    faults: [
      {
        id: 'dialect',
        options: [
          { id: 'normalised', behaviour: { dialect: 'A' } },
          { id: 'hooks', behaviour: { dialect: 'B' } },
          { id: 'raw', behaviour: { dialect: 'C' } },
        ],
      },
      {
        id: 'drop',
        options: [
          { id: 'none', behaviour: { drop: 'none' } },
          { id: 'half', behaviour: { drop: 0.5 } },
          { id: 'delivery', behaviour: { drop: 'delivery' } },
          { id: 'messages', behaviour: { drop: 'messages' } },
          { id: 'completions', behaviour: { drop: 'completions' } },
          { id: 'all', behaviour: { drop: 'all' } },
        ],
      },
      { id: 'duplicate', options: onOff({ duplicate: false }, { duplicate: true }) },
      { id: 'shuffle', options: onOff({ shuffle: false }, { shuffle: true }) },
      { id: 'token', options: onOff({ omitFlowToken: false }, { omitFlowToken: true }) },
      { id: 'hook-info', options: onOff({ hookInfo: true }, { hookInfo: false }) },
    ],
  },
  {
    id: 'live-form',
    player: 'provider',
    faults: [
      {
        id: 'endpoint',
        options: [
          { id: 'answers', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 0 } },
          { id: 'down', behaviour: { endpointDown: true, exchangeAnswerDelayMs: 0 } },
          { id: 'slow', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 4000 } },
          { id: 'too-slow', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 12_000 } },
        ],
      },
      {
        id: 'exchange-loss',
        options: [
          { id: 'none', behaviour: { exchangeLoss: 'none' } },
          { id: 'request', behaviour: { exchangeLoss: 'request' } },
          { id: 'answer', behaviour: { exchangeLoss: 'answer' } },
        ],
      },
      { id: 'exchange-twice', options: onOff({ exchangeTwice: false }, { exchangeTwice: true }) },
      {
        id: 'exchange-key',
        options: [
          { id: 'current', behaviour: { exchangeKey: 'current' } },
          { id: 'former', behaviour: { exchangeKey: 'former' } },
          { id: 'foreign', behaviour: { exchangeKey: 'foreign' } },
        ],
      },
      {
        id: 'exchange-damage',
        options: [
          { id: 'none', behaviour: { exchangeDamage: 'none' } },
          { id: 'tag', behaviour: { exchangeDamage: 'tag' } },
          { id: 'garbage', behaviour: { exchangeDamage: 'garbage' } },
        ],
      },
    ],
  },
  {
    id: 'crm',
    player: 'crm',
    faults: [
      { id: 'crm-down', options: onOff({ down: false }, { down: true }) },
      {
        id: 'crm-status',
        options: [
          { id: 'takes', behaviour: { status: 200 } },
          { id: 'error', behaviour: { status: 500 } },
          { id: 'busy', behaviour: { status: 429 } },
          { id: 'refuses', behaviour: { status: 400 } },
        ],
      },
    ],
  },
] as const satisfies readonly AnyGroup[];

export type FaultGroup = (typeof FAULT_GROUPS)[number];
export type Fault = FaultGroup['faults'][number];
export type OptionOf<One extends Fault> = One['options'][number];

/** Whether a fault is there or not; any other has options with names of their own. */
export const isSwitch = ({ options }: Fault): boolean => options[1].id === 'on';

const holds = (behaviour: Behaviour, wanted: Behaviour) =>
  Object.entries(wanted).every(([field, value]) => JSON.stringify(behaviour[field]) === JSON.stringify(value));

/** The current option; undefined for a combination that was set in another way. */
export function optionInForce({ options }: Fault, behaviour: Behaviour): OptionOf<Fault> | undefined {
  const all: readonly OptionOf<Fault>[] = options;
  return all.find((option) => holds(behaviour, option.behaviour));
}

/** How many switches differ from the default. */
export function countFaults(behaviours: Behaviours): number {
  const inForce = FAULT_GROUPS.flatMap(({ player, faults }) => {
    const behaviour = behaviours[player];
    const all: readonly Fault[] = faults;
    return behaviour ? all.filter((fault) => optionInForce(fault, behaviour) !== fault.options[0]) : [];
  });
  return inForce.length;
}
