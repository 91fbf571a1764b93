/** The outside systems that can fail: the simulated provider, and the receiver that replaces a CRM. */
export type Player = 'provider' | 'crm';

/** Fields of a system's behaviour, as its `PUT …/behaviour` takes them. */
export type Behaviour = Record<string, unknown>;

/** The CRM's behaviour is unknown unless it is our own receiver. */
export type Behaviours = { provider: Behaviour; crm: Behaviour | undefined };

/** One possible fault. The first option means no fault. */
export type Fault = { id: string; title: string; explains: string; options: readonly FaultOption[] };
export type FaultOption = { label: string; behaviour: Behaviour };

export type FaultGroup = { player: Player; title: string; faults: readonly Fault[] };

const onOff = (off: Behaviour, on: Behaviour): FaultOption[] => [
  { label: 'Off', behaviour: off },
  { label: 'On', behaviour: on },
];

const choices = (field: string, values: Record<string, unknown>): FaultOption[] =>
  Object.entries(values).map(([label, value]) => ({ label, behaviour: { [field]: value } }));

export const FAULT_GROUPS: readonly FaultGroup[] = [
  {
    player: 'provider',
    title: 'When the stack sends',
    faults: [
      {
        id: 'refuse',
        title: 'Refused sends',
        explains: 'The provider says no. What can pass is tried again later, the rest is reported with its reason.',
        options: choices('refuse', {
          None: null,
          'Not on WhatsApp': { code: 131026 },
          'Too many to this person': { code: 131056 },
          'Wrong channel token': { status: 401, text: 'invalid token' },
          'Rate limited, once': { status: 429, text: 'Too many requests', times: 1 },
        }),
      },
      {
        id: 'fail',
        title: 'Failing deliveries',
        explains: 'Messages are taken and then fail on their way to the phone; what can pass is tried again.',
        options: choices('failWith', {
          None: null,
          'Not on WhatsApp': { code: 131026 },
          'Temporary fault, once': { code: 131000, times: 1 },
          'Held back by WhatsApp': { code: 131049 },
        }),
      },
      {
        id: 'latency',
        title: 'Slow answers',
        explains: 'The first delivery status may arrive before the answer to the send does.',
        options: choices('latencyMs', { None: 0, '1 second': 1000, '4 seconds': 4000 }),
      },
      {
        id: 'window',
        title: 'Closed window',
        explains:
          'As if no customer had written for 24 hours: only a template may reach them, if the contract has one.',
        options: onOff({ window: 'clock' }, { window: 'closed' }),
      },
      {
        id: 'templates',
        title: 'Paused templates',
        explains: 'WhatsApp has paused the templates: whoever has no open window is told by a person.',
        options: onOff({ templatesPaused: false }, { templatesPaused: true }),
      },
      {
        id: 'timeout',
        title: 'Time-out after acceptance',
        explains:
          'The message goes out, but the answer is lost. It is never sent twice: the outcome is found out later.',
        options: onOff({ timeout: 'none' }, { timeout: 'after' }),
      },
      {
        id: 'down',
        title: 'Provider down',
        explains:
          'Every call is answered with 503: whether a message went out is not known, so it is not repeated blindly.',
        options: onOff({ down: 'none' }, { down: 'unavailable' }),
      },
    ],
  },
  {
    player: 'provider',
    title: 'When the provider tells what happened',
    faults: [
      {
        id: 'dialect',
        title: 'Dialect',
        explains: 'The provider has three forms in which to tell the same; all of them are understood.',
        options: choices('dialect', { Normalised: 'A', Hooks: 'B', Raw: 'C' }),
      },
      {
        id: 'drop',
        title: 'Dropped webhooks',
        explains: 'Some never arrive. Deliveries are asked for after a minute; move the clock to see it.',
        options: choices('drop', {
          None: 'none',
          'Every second one': 0.5,
          'Delivery statuses': 'delivery',
          'Customers’ messages': 'messages',
          'Completed forms': 'completions',
          All: 'all',
        }),
      },
      {
        id: 'duplicate',
        title: 'Duplicates',
        explains: 'Every webhook is posted twice. The second one changes nothing.',
        options: onOff({ duplicate: false }, { duplicate: true }),
      },
      {
        id: 'shuffle',
        title: 'Shuffled order',
        explains: 'Webhooks overtake each other. The end is the same.',
        options: onOff({ shuffle: false }, { shuffle: true }),
      },
      {
        id: 'token',
        title: 'Missing flow token',
        explains:
          'Forms come back without their token, as from some phones: the message they answer tells whose they are. A live form has it in each screen.',
        options: onOff({ omitFlowToken: false }, { omitFlowToken: true }),
      },
      {
        id: 'hook-info',
        title: 'No delivery look-up',
        explains: 'The provider does not offer hookInfo, so lost statuses cannot be asked for.',
        options: onOff({ hookInfo: true }, { hookInfo: false }),
      },
    ],
  },
  {
    player: 'provider',
    title: 'While a customer fills in the live form',
    faults: [
      {
        id: 'endpoint',
        title: 'Endpoint',
        explains: 'The phone shows WhatsApp’s general error after ten seconds at most. Nothing is booked or lost.',
        options: [
          { label: 'Answers', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 0 } },
          { label: 'Down', behaviour: { endpointDown: true, exchangeAnswerDelayMs: 0 } },
          { label: 'Slow (4 seconds)', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 4000 } },
          { label: 'Too slow (12 seconds)', behaviour: { endpointDown: false, exchangeAnswerDelayMs: 12_000 } },
        ],
      },
      {
        id: 'exchange-loss',
        title: 'Lost on the way',
        explains: 'The phone waits in vain. A confirmation whose answer is lost has booked: pressed again, it ends.',
        options: choices('exchangeLoss', { None: 'none', 'The request': 'request', 'The answer': 'answer' }),
      },
      {
        id: 'exchange-twice',
        title: 'Repeated requests',
        explains: 'Every request of the form comes twice, byte for byte. The second one changes nothing.',
        options: onOff({ exchangeTwice: false }, { exchangeTwice: true }),
      },
      {
        id: 'exchange-key',
        title: 'Phones’ key',
        explains: 'After 421 a phone fetches the key again and repeats once. With a key of nobody it gives up.',
        options: choices('exchangeKey', { Current: 'current', 'An old one': 'former', 'One of nobody': 'foreign' }),
      },
      {
        id: 'exchange-damage',
        title: 'Damaged requests',
        explains: 'What cannot be opened is refused with 421, and nothing is read or written.',
        options: choices('exchangeDamage', { None: 'none', 'Wrong tag': 'tag', Garbage: 'garbage' }),
      },
    ],
  },
  {
    player: 'crm',
    title: 'When bookings are handed to the CRM',
    faults: [
      {
        id: 'crm-down',
        title: 'CRM down',
        explains:
          'Nobody answers. Each booking is offered again for 24 hours, and kept for a redrive if that is in vain.',
        options: onOff({ down: false }, { down: true }),
      },
      {
        id: 'crm-status',
        title: 'CRM refuses',
        explains: 'What may pass is offered again; what cannot is kept at once, and holds up no other booking.',
        options: choices('status', { 'Takes all': 200, 'Error 500': 500, 'Too busy (429)': 429, 'Refuses (400)': 400 }),
      },
    ],
  },
];

const holds = (behaviour: Behaviour, { behaviour: wanted }: FaultOption) =>
  Object.entries(wanted).every(([field, value]) => JSON.stringify(behaviour[field]) === JSON.stringify(value));

/** The current option; undefined for a combination that was set in another way. */
export const optionInForce = ({ options }: Fault, behaviour: Behaviour): FaultOption | undefined =>
  options.find((option) => holds(behaviour, option));

/** How many switches differ from the default. */
export function countFaults(behaviours: Behaviours): number {
  const inForce = FAULT_GROUPS.flatMap(({ player, faults }) => {
    const behaviour = behaviours[player];
    return behaviour ? faults.filter((fault) => optionInForce(fault, behaviour) !== fault.options[0]) : [];
  });
  return inForce.length;
}
