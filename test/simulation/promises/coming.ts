import { instantOf, secondOf } from '../model/reported.ts';
import type { Tap } from '../model/whatsapp.ts';
import { type Attended, attendedIn } from './attendance-items.ts';
import type { Evidence } from './evidence.ts';
import { isSent, type Scene, type Sent, sceneOf } from './reminder-scene.ts';
import { momentsIn } from './told-versions.ts';

/** The labels of the contract's button under a reminder. */
const COMING = ["I'm coming", 'Ahí estaré'];

const HOUR = 3_600_000;
/** Long enough for a tap to reach the function that notes it, whatever goes wrong on the way. */
const NOTED_WITHIN_MS = 24 * HOUR;

const tapsIn = ({ world }: Evidence): Tap[] => world.whatsapp.taps.filter(({ label }) => COMING.includes(label));

const names = (evidence: Evidence, { answered }: Tap, startsAt: string): boolean =>
  ['en', 'es'].some((language) =>
    momentsIn(startsAt, language, evidence).some((moment) => moment.every((words) => answered.body.includes(words))),
  );

/** Whether the customer of an invitation tapped so at this moment, under a message about this start, before it. */
const saidSo = (
  evidence: Evidence,
  { recipient }: Attended,
  { startsAt, at }: NonNullable<Attended['customerConfirmed']>,
): boolean =>
  tapsIn(evidence).some(
    (tap) =>
      tap.customerId === evidence.world.whatsapp.customerAt({ chatId: recipient?.chatId })?.id &&
      instantOf(secondOf(tap.at)) === at &&
      at < startsAt &&
      names(evidence, tap, startsAt),
  );

/** What was noted as confirmed, and no customer said. */
const strangeOnes = (evidence: Evidence): string[] =>
  evidence.committed.flatMap(({ before, after }) => {
    const invitation = attendedIn(after);
    const confirmed = invitation?.customerConfirmed;
    const known = attendedIn(before)?.customerConfirmed;
    const isNews = confirmed && (confirmed.at !== known?.at || confirmed.startsAt !== known?.startsAt);
    return invitation && isNews && !saidSo(evidence, invitation, confirmed)
      ? [`a confirmation that nobody made (${invitation.invitationId})`]
      : [];
  });

/** Whether the stack took a tap, and knew that it came from whom its message went to. */
function isTaken(
  { world, acknowledged }: Evidence,
  { wanting }: Scene,
  { messageId, customerId, at }: Tap,
  about: Sent,
) {
  const taken = acknowledged.find(({ reported }) => 'messageId' in reported && reported.messageId === messageId);
  if (!taken || !('chatId' in taken.reported)) return false;
  const { phone, chatId = `${phone}@c.us` } = about.request;
  const addresses = wanting.addressesOf({ customerId, address: taken.reported.chatId ?? '', before: at });
  const wasSetAside =
    world.wishQueue.setAside.some(({ body }) => body.includes(messageId)) || world.setAside.length > 0;
  return addresses.has(chatId) && !wasSetAside;
}

const isStanding = ({ standings }: Scene, { invitationId, startsAt }: Sent, at: number): boolean =>
  (standings.get(invitationId) ?? []).some(
    (one) => one.startsAt === startsAt && one.from <= at && one.until > at + NOTED_WITHIN_MS,
  );

const isNoted = ({ committed }: Evidence, { invitationId, startsAt }: Sent, said: string): boolean =>
  committed.some(({ after }) => {
    const invitation = attendedIn(after);
    const confirmed = invitation?.customerConfirmed;
    if (invitation?.invitationId !== invitationId || confirmed?.startsAt !== startsAt) return false;
    return confirmed.at <= said;
  });

/** Taps under reminders whose appointment went on standing, and that are not noted. */
function forgottenOnes(evidence: Evidence): string[] {
  const taps = tapsIn(evidence);
  if (taps.length === 0 || !evidence.isQuiet) return [];
  const scene = sceneOf(evidence);
  // Of a message that the provider may not have taken the stack knows no buttons: a tap on it goes to a person.
  const sent = new Map(
    [...scene.claims.values()]
      .flat()
      .filter(isSent)
      .map((one) => [one.messageId, one]),
  );
  return taps.flatMap((tap) => {
    const about = sent.get(tap.answered.id);
    if (!about || tap.at >= Date.parse(about.startsAt) || !isStanding(scene, about, tap.at)) return [];
    const isForgotten = isTaken(evidence, scene, tap, about) && !isNoted(evidence, about, instantOf(secondOf(tap.at)));
    return isForgotten ? [`who said that they come is not noted (${about.invitationId})`] : [];
  });
}

/** What is wrong with what customers said by "I'm coming": each of them is noted, and none that nobody said. */
export const faultsOfConfirmations = (evidence: Evidence): string[] =>
  evidence.story.answersChats ? [...strangeOnes(evidence), ...forgottenOnes(evidence)] : [];
