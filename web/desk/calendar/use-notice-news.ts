import { InvitationView, type NoticeView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { type ConsoleSession, useSession } from '../../ui/console-session.ts';
import { useSay } from '../../ui/toasts.tsx';
import { useWords } from '../../ui/words/language.ts';
import type { DayEntry } from './day/day-facts.ts';
import { useEntryTexts } from './entry-texts.ts';
import { CALENDAR_WORDS } from './words.ts';

/** A notice is decided within seconds; the worklist has what takes longer and fails. */
const PATIENCE_MS = 20_000;

/** The notice of a booking's present version as soon as it is decided; `undefined` if that takes long. */
function decidedNotice({ api, onChange }: ConsoleSession, invitationId: string): Promise<NoticeView | undefined> {
  return new Promise((resolve) => {
    const end = (notice?: NoticeView) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(notice);
    };
    const look = async () => {
      // What cannot be read now is read after the next change.
      const view = await api.get(InvitationView, `/invitations/${invitationId}`).catch(() => undefined);
      const notice = view?.notices.find(({ revision }) => revision === view.revision);
      if (notice && notice.state !== 'pending') end(notice);
    };
    const timer = setTimeout(end, PATIENCE_MS);
    const unsubscribe = onChange(() => void look());
    void look();
  });
}

/** Says what became of the customer's notice after an appointment was changed. */
export function useNoticeNews() {
  const session = useSession();
  const say = useSay();
  const { notices } = useWords(CALENDAR_WORDS);
  const { nameOf } = useEntryTexts();
  return async (entry: DayEntry): Promise<void> => {
    const notice = await decidedNotice(session, entry.invitationId);
    if (notice?.state === 'told') say(notices.told(nameOf(entry)));
    if (notice?.state === 'not-told') say(notices.notTold(nameOf(entry)), 'bad');
  };
}
