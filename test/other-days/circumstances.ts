/** Dates, zones and languages of a machine under which code that looks at its surroundings goes wrong. */

export type Circumstances = {
  name: string;
  /** When the run begins; UTC. Left out: now. */
  begins?: Date;
  /** The machine's zone. */
  zone: string;
  /** The machine's locale, as POSIX writes it. */
  locale: string;
};

const MINUTE_MS = 60_000;

/** The zone that the shipped contract has changes at 01:00 UTC; the run begins shortly before and crosses that. */
const beforeChange = (year: number, month: number): Date =>
  new Date(Date.UTC(year, month + 1, 0 - new Date(Date.UTC(year, month + 1, 0)).getUTCDay(), 1) - MINUTE_MS / 2);

/** The first of these dates, one for each year, that is still to come. */
function next(now: Date, dateIn: (year: number) => Date | undefined): Date {
  for (let year = now.getUTCFullYear(); ; year += 1) {
    const date = dateIn(year);
    if (date && date > now) return date;
  }
}

function leapDay(year: number): Date | undefined {
  const date = new Date(Date.UTC(year, 1, 29, 12));
  return date.getUTCMonth() === 1 ? date : undefined;
}

/** All of them, seen from `now`. The first two are those that every change is checked under. */
export const circumstances = (now: Date): Circumstances[] => [
  {
    name: 'spring',
    begins: next(now, (year) => beforeChange(year, 2)),
    zone: 'Pacific/Chatham',
    locale: 'tr_TR.UTF-8',
  },
  {
    name: 'new-year',
    begins: next(now, (year) => new Date(Date.UTC(year, 11, 31, 22, 59, 30))),
    zone: 'America/St_Johns',
    locale: 'C',
  },
  { name: 'autumn', begins: next(now, (year) => beforeChange(year, 9)), zone: 'America/St_Johns', locale: 'C' },
  { name: 'leap-day', begins: next(now, leapDay), zone: 'Europe/Istanbul', locale: 'tr_TR.UTF-8' },
  {
    name: 'end-of-month',
    begins: next(now, (year) => new Date(Date.UTC(year, 3, 30, 21, 59, 30))),
    zone: 'Pacific/Chatham',
    locale: 'C',
  },
  {
    name: 'three-years-on',
    begins: new Date(now.getTime() + 3 * 365 * 24 * 60 * MINUTE_MS),
    zone: 'UTC',
    locale: 'es_ES.UTF-8',
  },
  { name: 'far-east', zone: 'Pacific/Chatham', locale: 'tr_TR.UTF-8' },
  { name: 'west', zone: 'America/St_Johns', locale: 'de_DE.UTF-8' },
];
