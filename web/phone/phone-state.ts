import { computed, signal } from '@preact/signals';
import { dayOf } from '../ui/times.ts';
import { listenToChanges } from './chat-changes.ts';
import { createFormState, type FormState } from './form-state.ts';
import { deliveryOf } from './message-delivery.ts';
import { type ContractLanguage, languageAround, languageOf } from './message-language.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type OpenList, openListOf } from './open-list.ts';
import type { PhoneNote } from './phone-note.ts';
import type { ChatMessage, ChatSummary, Customer, RefusedSend } from './simulator-calls.ts';
import * as simulator from './simulator-calls.ts';
import { type Suggestion, suggestWishes } from './suggestions.ts';
import { formWordsOf } from './words/form-words-of.ts';

const ALEX: Customer = { address: '34600000001', shownAs: '+34 600 00 00 01', name: 'Alex' };

/** The sample customers, available without adding one. */
const SAMPLES: readonly Customer[] = [
  ALEX,
  { address: '34600000002', shownAs: '+34 600 00 00 02', name: 'Marta' },
  { address: '447700900123', shownAs: '+44 7700 900123', name: 'Priya' },
];

/** How long a message is pointed out: long enough to find it. */
const POINT_OUT_MS = 3_000;

type Thread = { messages: readonly ChatMessage[]; refusals: readonly RefusedSend[] };
const NO_THREAD: Thread = { messages: [], refusals: [] };

export type PhoneState = ReturnType<typeof createPhoneState>;

/** How often the phone looks whether another day has begun. */
const LOOK_AT_CLOCK_MS = 10_000;

/** The phone's state and actions. All its data comes from the simulator. */
export function createPhoneState() {
  const chats = signal<{ chats: readonly ChatSummary[]; total: number }>({ chats: [], total: 0 });
  const search = signal('');
  const customer = signal(ALEX);
  const isListShown = signal(false);
  const thread = signal<Thread>(NO_THREAD);
  const isThreadKnown = signal(false);
  const form = signal<FormState | undefined>(undefined);
  const list = signal<OpenList | undefined>(undefined);
  /** The message that is pointed out for a moment. */
  const pointedOut = signal<{ messageId: string } | undefined>(undefined);
  const note = signal<PhoneNote | undefined>(undefined);
  const isConnected = signal(true);
  const fault = signal<simulator.SimulatorFault | undefined>(undefined);
  const businessName = signal('');
  const languages = signal<readonly ContractLanguage[]>([]);
  const suggestions = signal<readonly Suggestion[]>([]);
  const clockOffsetMs = signal(0);
  /** The browser's time as it was looked at last. */
  const browserMs = signal(Date.now());
  /** The business's time zone, wherever the browser is. */
  const timeZone = signal('UTC');
  /** The page opens the newest chat, unless the user selects one before the chats have loaded. */
  let isUntouched = true;
  const toldRead = new Set<string>();

  /** Runs a simulator call and shows its error. Returns whether it succeeded. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      fault.value = undefined;
      return true;
    } catch (error) {
      fault.value = simulator.faultOf(error);
      return false;
    }
  }

  const refreshChats = oneAtATime(async () => {
    await attempt(async () => {
      chats.value = await simulator.listChats(search.value);
    });
  });
  const refreshThread = oneAtATime(async () => {
    const { address } = customer.value;
    await attempt(async () => {
      const read = await simulator.readChat(address);
      if (address !== customer.value.address) return;
      thread.value = read;
      isThreadKnown.value = true;
    });
  });
  const refreshSurroundings = oneAtATime(async () => {
    await attempt(async () => {
      const known = await simulator.readSurroundings();
      businessName.value = known.businessName;
      languages.value = known.languages;
      suggestions.value = suggestWishes(known.languages);
      clockOffsetMs.value = known.clockOffsetMs;
      timeZone.value = known.timeZone;
    });
  });

  async function refreshAll() {
    await Promise.all([refreshSurroundings(), refreshChats()]);
    if (isUntouched) {
      isUntouched = false;
      customer.value = chats.value.chats[0] ?? customer.value;
    }
    await refreshThread();
  }

  function closeSheets() {
    form.value = undefined;
    list.value = undefined;
  }

  function choose(chosen: Customer) {
    if (chosen.address !== customer.value.address) {
      thread.value = NO_THREAD;
      isThreadKnown.value = false;
    }
    isUntouched = false;
    customer.value = chosen;
    closeSheets();
    isListShown.value = false;
    return refreshThread();
  }

  return {
    ...{
      search,
      customer,
      isListShown,
      thread,
      isThreadKnown,
      form,
      list,
      pointedOut,
      note,
      isConnected,
      fault,
      businessName,
      suggestions,
      timeZone,
    },
    /** How many customers match the search beyond the listed ones. */
    hiddenChats: computed(() => chats.value.total - chats.value.chats.length),
    /** The chats that match, and the samples without a chat. */
    listed: computed((): readonly ChatSummary[] => {
      const known = chats.value.chats;
      const unused = SAMPLES.filter(({ address }) => !known.some((chat) => chat.address === address));
      const samples = search.value.trim() === '' ? unused : [];
      return [...known, ...samples.map((sample) => ({ ...sample, lastMessage: undefined }))];
    }),
    /** Today by the stack's clock, `YYYY-MM-DD` in the business's time zone. */
    today: computed(() => dayOf(browserMs.value + clockOffsetMs.value, timeZone.value)),
    /** The stack's time, in milliseconds since the epoch. */
    now: () => Date.now() + clockOffsetMs.value,

    /** Follows the simulator until the returned function is called. */
    follow() {
      const look = () => {
        browserMs.value = Date.now();
      };
      const timer = setInterval(look, LOOK_AT_CLOCK_MS);
      const end = listenToChanges({
        connected() {
          isConnected.value = true;
          void refreshAll();
        },
        lost() {
          isConnected.value = false;
        },
        changed({ kind, customer: whose }) {
          if (kind === 'clock') void refreshSurroundings();
          if (kind === 'reset') closeSheets();
          if (kind === 'reset' || whose === customer.value.address) void refreshThread();
          if (kind !== 'clock' && kind !== 'refusal') void refreshChats();
        },
      });
      return () => {
        clearInterval(timer);
        end();
      };
    },
    choose,
    showList() {
      isListShown.value = true;
    },
    find(text: string) {
      search.value = text;
      return refreshChats();
    },
    add: (address: string, name: string | undefined) =>
      attempt(async () => choose(await simulator.addCustomer(address, name))),
    write(text: string) {
      isUntouched = false;
      return attempt(() => simulator.write(customer.value, text));
    },
    /** Reports delivered and now visible messages to the simulator as read. */
    async look() {
      const { address } = customer.value;
      const seen = thread.value.messages.filter(
        (message) => message.from === 'business' && deliveryOf(message) === 'delivered' && !toldRead.has(message.id),
      );
      for (const { id } of seen) {
        toldRead.add(id);
        await attempt(() => simulator.markRead(address, id));
      }
    },
    openForm: (message: ChatMessage) =>
      attempt(async () => {
        const { id, flow: button } = message;
        if (!button) return;
        const { screen, data = {}, isLive = false } = button;
        const opened = createFormState(
          {
            messageId: id,
            address: customer.value.address,
            flow: await simulator.readFlow(button.flowId),
            opening: isLive && screen === undefined ? undefined : { screen, data },
            words: formWordsOf(languageOf(message, languages.value)),
          },
          {
            isOpen: () => form.value === opened,
            sent() {
              form.value = undefined;
              void refreshThread();
            },
            over: () => void refreshThread(),
          },
        );
        form.value = opened;
      }),
    /** Taps a button under a message, or chooses a row of its list. */
    tap(messageId: string, reply: string) {
      closeSheets();
      return attempt(() => simulator.tap(customer.value.address, messageId, reply));
    },
    openList(message: ChatMessage) {
      const language = languageAround(message, thread.value.messages, languages.value);
      list.value = openListOf(message, formWordsOf(language));
    },
    closeSheets,
    /** Shows the chat that has a message, and points it out for a moment. */
    showMessage: (messageId: string) =>
      attempt(async () => {
        await choose(await simulator.findCustomerOf(messageId));
        const pointed = { messageId };
        pointedOut.value = pointed;
        setTimeout(() => {
          if (pointedOut.value === pointed) pointedOut.value = undefined;
        }, POINT_OUT_MS);
      }),
  };
}
