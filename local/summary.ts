import type { Endpoints } from './endpoints.ts';
import type { FormKind } from './local-additions.ts';

/** A customer of the simulator. */
const CUSTOMER = { phone: '34600000001', name: 'Alex' };

function curl(url: string, headers: Record<string, string>, body: unknown): string {
  const flags = Object.entries({ ...headers, 'content-type': 'application/json' }).map(
    ([name, value]) => `-H '${name}: ${value}'`,
  );
  return ['  curl', ...flags, `-d '${JSON.stringify(body)}'`, url].join(' ');
}

/** How the stack was started, and how many appointments of invented people it booked at that. */
type Started = { dataDirectory: string | undefined; wanted: FormKind; exampleBookings: number };

/** The text for a ready stack: the addresses, and two lines to paste for a first invitation. */
export function describeReady(
  {
    api,
    apiKey,
    console: consoleAddress,
    provider,
    phone,
    webhooks,
    liveForm,
    calendar,
    calendars,
    mail,
    crm,
  }: Endpoints,
  { dataDirectory, wanted, exampleBookings }: Started,
): string {
  const { phone: number, name } = CUSTOMER;
  const others = Object.keys(calendars);
  const writes = curl(`${provider}/_sim/customers/${number}/messages`, {}, { text: 'Hello', name });
  const invite = curl(
    `${api}/invitations`,
    { authorization: `Bearer ${apiKey}` },
    { phone: number, customerName: name },
  );
  return `
Appointment Flow runs on this machine.

  Page      ${phone}  (a phone to book with, and what the system does)
${consoleAddress === undefined ? '' : `  Console   ${consoleAddress}  (the desk: sign in with the API key, or one of npm run channel -- --local keys create)\n`}  API       ${api}
  API key   ${apiKey}
  Provider  ${provider}  (a simulator)
  Webhooks  ${webhooks.all}  (and /messages, /delivery, /flow-completion below it)
  Form      ${describeForm(liveForm, wanted)}
  Calendar  ${calendar}  (to subscribe: ${calendar.replace(/^https?:/, 'webcal:')})
${others.length > 0 ? `            (one for each of ${others.join(', ')}: npm run channel -- --local keys)\n` : ''}${mail ? `  E-mails   ${mail}  (to the staff)\n` : ''}${crm ? `  CRM       ${describeCrm(crm)}\n` : ''}  Data      ${dataDirectory ?? 'in memory, gone when this ends'}
${describeExamples(exampleBookings)}
A customer writes to the business, and the business invites them to book:

${writes}

${invite}

What happened, as events: curl ${api}/_local/events
Ctrl-C stops everything.
`;
}

const describeExamples = (count: number): string =>
  count === 0
    ? ''
    : `  Booked    ${count} appointments of invented people, today and in the next days (--empty begins without)\n`;

const describeCrm = ({ url, receiver }: NonNullable<Endpoints['crm']>): string =>
  receiver === undefined ? url : `${url}  (a receiver; what came: ${receiver}/deliveries)`;

function describeForm(liveForm: string | undefined, wanted: FormKind): string {
  if (liveForm !== undefined) return 'live  (it asks the stack for free times: --form static serves the other one)';
  return wanted === 'live'
    ? 'static  (a live form needs services in the contract, and its words in every language)'
    : 'static';
}
