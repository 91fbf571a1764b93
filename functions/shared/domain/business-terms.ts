/** In the order of ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Times of day, `09:00` to `24:00`. */
export type OpenSpan = { readonly from: string; readonly to: string };

/** By the business's own clock. A weekday that is not named is closed. */
export type WeeklyHours = { readonly [weekday in Weekday]?: readonly OpenSpan[] | undefined };

/** The shortest and the longest booking, in minutes. */
export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 1440;

/** What a confirmation can name of a booking, as `{{date}}` and so on. */
export const PLACEHOLDERS = ['date', 'time', 'service', 'resource', 'name'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** What the text about a cancelled booking can name besides: why the business cancelled it, if somebody said so. */
export const CANCELLED_PLACEHOLDERS = [...PLACEHOLDERS, 'reason'] as const;

/** The texts of a confirmation. A customer gets no message about a change that has no text. */
export type ConfirmationTexts = {
  booked: string;
  /** The booking waits for approval. */
  requested?: string | undefined;
  changed?: string | undefined;
  cancelled?: string | undefined;
  /** Replaces `{{service}}` where the booking names no service. */
  fallbackService?: string | undefined;
  /** Replaces `{{resource}}` where the booking has no place. */
  fallbackResource?: string | undefined;
};

/** What the text about a refused form can name: the time that was asked for, the customer, and what is free. */
export const REFUSAL_PLACEHOLDERS = ['date', 'time', 'name', 'times'] as const;
export type RefusalPlaceholder = (typeof REFUSAL_PLACEHOLDERS)[number];

/** The texts about a refused form. `kept`: for a customer who has an appointment, which stays; else `taken`. */
export type RefusedTexts = { taken: string; kept?: string | undefined };

/** What the text about a request that was declined can name: beside what a refused form names, the reason. */
export const DECLINED_PLACEHOLDERS = [...REFUSAL_PLACEHOLDERS, 'reason'] as const;
export type DeclinedPlaceholder = (typeof DECLINED_PLACEHOLDERS)[number];

/** An approved template that tells of a booking, and the labels of its quick replies. */
export type NoticeTemplate = {
  name: string;
  namespace: string;
  language: string;
  buttons?:
    | {
        coming?: string | undefined;
        change?: string | undefined;
        cancel?: string | undefined;
        book?: string | undefined;
      }
    | undefined;
};

/** The labels of the buttons that the stack sends. */
export type ButtonLabels = {
  change: string;
  cancel: string;
  book: string;
  cancelNow: string;
  keep: string;
  /** The customer comes to the appointment. */
  coming?: string | undefined;
};

/** What an answer in the chat can name of a booking, as `{{date}}` and so on. */
export const CHAT_PLACEHOLDERS = ['date', 'time', 'service'] as const;
export type ChatPlaceholder = (typeof CHAT_PLACEHOLDERS)[number];

/** The answers to what customers write and tap, in one language. */
export type ChatTexts = {
  buttons: ButtonLabels;
  askCancel: string;
  askChange: string;
  tooLate: string;
  nothingBooked: string;
  kept: string;
  cancelledAlready: string;
  /** Answers who tapped `coming`. Left out: no answer. */
  confirmed?: string | undefined;
  yourAppointment: string;
  /** The same while it waits for approval; left out: a person answers. */
  yourRequest?: string | undefined;
  willAnswer: string;
  chooseBooking: string;
  /** The label of the button that opens a list. */
  chooseButton: string;
  /** Replaces `{{service}}` where the booking names no service. */
  fallbackService?: string | undefined;
};

/** A published Flow, and whether its calendar takes its days from the data of the invitation. */
type FlowTerms = { id: string; daysByInvitation?: boolean | undefined };

/**
 * How the form opens. A live form needs neither action nor screen: it begins with its own first screen. `liveId` is its
 * Flow where a static form stands beside it.
 */
type OpeningTerms = {
  kind?: 'static' | 'live' | undefined;
  liveId?: string | undefined;
  action?: 'navigate' | 'data_exchange' | undefined;
  screen?: string | undefined;
};

type LanguageTerms = {
  flow?: FlowTerms | undefined;
  /** Words of the form that replace those of the project. */
  form?: Readonly<Record<string, string | undefined>> | undefined;
  fallbackName: string;
  intentWords: readonly string[];
  cancelWords?: readonly string[] | undefined;
  changeWords?: readonly string[] | undefined;
  questionWords?: readonly string[] | undefined;
  optOutWords: readonly string[];
  optInWords: readonly string[];
  template?: { name: string; namespace: string; language: string; namesCustomer: boolean } | undefined;
  templates?:
    | {
        booked?: NoticeTemplate | undefined;
        requested?: NoticeTemplate | undefined;
        changed?: NoticeTemplate | undefined;
        cancelled?: NoticeTemplate | undefined;
        declined?: NoticeTemplate | undefined;
        reminder?: NoticeTemplate | undefined;
        followUp?: NoticeTemplate | undefined;
      }
    | undefined;
  /** The texts of the contract's reminders and follow-ups, by their keys. */
  reminders?: Readonly<Record<string, string>> | undefined;
  followUps?: Readonly<Record<string, string>> | undefined;
  chat?: ChatTexts | undefined;
  confirmation?: ConfirmationTexts | undefined;
  refused?: RefusedTexts | undefined;
  /** What a customer reads whose request was declined. */
  declined?: string | undefined;
};

/** A time of the business's clock, `09:00`. */
export type ClockTime = string;

/**
 * So many days from the date of the appointment on the business's clock, at a time of that clock; without one at the
 * time at which the appointment begins.
 */
export type DaysApart = { days: number; at?: ClockTime | undefined };

/** A message before an appointment. */
export type ReminderTerms = {
  key: string;
  /** `minutes` are minutes of real time before the start. */
  before: { minutes: number } | DaysApart;
  /** So many minutes after its time it may still go out. */
  lateByMinutes?: number | undefined;
};

/** A message after an appointment. `marketing`: it wins back a customer; `utility`: it is about the appointment itself. */
export type FollowUpTerms = { key: string; after: DaysApart; category: 'utility' | 'marketing' };

/** No reminder and no follow-up goes out between these times of the business's clock; `to` may be on the next day. */
export type QuietHours = { from: ClockTime; to: ClockTime };
/** An approved template that tells staff something, and the labels of its quick replies. */
export type StaffTemplate = {
  name: string;
  namespace: string;
  language: string;
  buttons?: { approve?: string | undefined; refuse?: string | undefined; call?: string | undefined } | undefined;
};

/** Who of the staff is told on WhatsApp, and how. */
type StaffTerms = {
  /** Digits with country code, and the language that they read. */
  phones?: readonly { phone: string; language: string }[] | undefined;
  templates?: Readonly<Record<string, { news: StaffTemplate; toApprove?: StaffTemplate | undefined }>> | undefined;
  /** Texts that replace those of the project, by language. */
  texts?: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> | undefined;
};

/** The part of the contract that the domain reads. `contract/contract.ts` says what each field means. */
export type BusinessTerms = {
  flow: FlowTerms & OpeningTerms;
  languages: Readonly<Record<string, LanguageTerms>>;
  defaultLanguage: string;
  booking: {
    timeZone: string;
    durationMinutes: number;
    openingHours?: WeeklyHours | undefined;
    /** Until when before its start a customer may change or cancel a booking. */
    changeUntilMinutes?: number | undefined;
    /** Whether somebody approves what customers book. */
    approval?: 'automatic' | 'manual' | undefined;
    /** Within so many minutes somebody approves or refuses it. */
    approveWithinMinutes?: number | undefined;
    fields: {
      date: string;
      time: string;
      service?: string | undefined;
      name?: string | undefined;
      notes?: string | undefined;
    };
  };
  intent: { buttonPayloads: readonly string[]; firstMessage: boolean };
  sending: { maxAttempts: number };
  staff?: StaffTerms | undefined;
  delivery: { askAfterMinutes: readonly number[]; graceSeconds: number; noticeDeadlineMinutes: number };
  reminders?: readonly ReminderTerms[] | undefined;
  followUps?: readonly FollowUpTerms[] | undefined;
  quietHours?: QuietHours | undefined;
};
