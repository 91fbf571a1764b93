import './booking-view.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { phoneOf } from '../../../../functions/shared/domain/customer/recipient.ts';
import { InvitationView as Invitation } from '../../../../functions/shared/http/answers/invitation-schema.ts';
import { useSession } from '../../../ui/console-session.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Reading, Unread } from '../../../ui/states.tsx';
import { useSay } from '../../../ui/toasts.tsx';
import { useLoaded } from '../../../ui/use-loaded.ts';
import { Tag } from '../../../ui/views/tag.tsx';
import { useLanguage, useWords } from '../../../ui/words/language.ts';
import { keyOf, pageOf } from '../../customers/customer-key.ts';
import { InviteDialog } from '../invite-dialog.tsx';
import { LABEL_WORDS } from '../label-words.ts';
import { nameOf, statusOf } from '../labels.ts';
import { REASON_WORDS } from '../reason-words.ts';
import { lineWordsIn } from '../steps/line-words.ts';
import { toldStep } from '../steps/notice-steps.ts';
import { BookingCard } from './booking-card.tsx';
import { CallCard } from './call-card.tsx';
import { CustomerLinks } from './customer-links.tsx';
import { Facts } from './facts.tsx';
import { Steps } from './steps.tsx';
import { PANEL_WORDS } from './words.ts';

type BookingViewProps = {
  invitationId: string;
  /** Whether its heading takes the focus, unless the focus is in it. */
  takesFocus: boolean;
  back(): void;
  open(invitationId: string): void;
};

/** One booking, or the invitation to one: who it is, when, whether they know it, what can be done, and what happened. */
export function BookingView({ invitationId, takesFocus, back, open }: BookingViewProps) {
  const { api, evidenceOf } = useSession();
  const words = useWords(PANEL_WORDS);
  const reasons = useWords(REASON_WORDS);
  const lineWords = lineWordsIn(useLanguage());
  const say = useSay();
  const { value, fault, reload } = useLoaded(invitationId, async () => {
    const [invitation, evidence] = await Promise.all([
      api.get(Invitation, `/invitations/${invitationId}`),
      evidenceOf?.(invitationId).catch(() => undefined),
    ]);
    return { invitation, evidence };
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const hasChanged = useRef(false);
  const isLoaded = value !== undefined;
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    const hasFocus = article.current?.contains(document.activeElement) === true;
    if (isLoaded && takesFocus && !hasFocus) heading.current?.focus();
  }, [invitationId, isLoaded, takesFocus]);

  useEffect(() => {
    // What had the focus may be gone with what it was for.
    if (hasChanged.current && document.activeElement === document.body) heading.current?.focus();
    hasChanged.current = false;
  }, [value]);

  function changed(told?: string) {
    if (told !== undefined) say(told);
    hasChanged.current = true;
    reload();
  }
  const { invitation, evidence } = value ?? {};
  return (
    <article class="booking-view" ref={article}>
      <button
        type="button"
        class="button is-quiet is-square booking-view-close"
        aria-label={words.close}
        onClick={back}
      >
        <Icon name="close" />
      </button>
      {!invitation && (fault ? <Unread fault={fault} again={reload} /> : <Reading />)}
      {invitation && (
        <>
          <Head invitation={invitation} heading={heading} />
          {fault && <p class="ui-fault">{fault}</p>}
          {invitation.formError && <p class="ui-attention">{reasons.formError(invitation.formError.name)}</p>}
          {invitation.notTold && <CallCard invitation={invitation} notTold={invitation.notTold} done={changed} />}
          {invitation.booking && (
            <BookingCard
              invitation={invitation}
              booking={invitation.booking}
              told={invitation.notTold ? undefined : toldStep(invitation, lineWords)}
              changed={changed}
              open={open}
            />
          )}
          <InviteAgain invitation={invitation} open={open} />
          <Steps invitation={invitation} evidence={evidence} />
          <Facts invitation={invitation} evidence={evidence} />
        </>
      )}
    </article>
  );
}

type HeadProps = { invitation: Invitation; heading: { current: HTMLHeadingElement | null } };

/** Who it is, how it fares, and how they are reached; the card about a call has its own links. */
function Head({ invitation, heading }: HeadProps) {
  const words = useWords(LABEL_WORDS);
  const { customerPage } = useWords(PANEL_WORDS);
  const { invitationId, recipient } = invitation;
  const { label, tone } = statusOf(invitation, words);
  return (
    <header class="booking-view-head">
      <h3 ref={heading} tabIndex={-1}>
        {nameOf(invitation, words)}
      </h3>
      <Tag tone={tone}>{label}</Tag>
      <a class="ui-link" href={pageOf(keyOf({ chatId: recipient?.chatId, invitationId }))}>
        {customerPage}
      </a>
      {!invitation.notTold && <CustomerLinks recipient={recipient} />}
    </header>
  );
}

/** An invitation that did not arrive cannot be sent again as it is: a new one can. */
const LOST = ['rejected', 'undelivered', 'unresolved'];

function InviteAgain({ invitation, open }: { invitation: Invitation; open(invitationId: string): void }) {
  const { inviteAgain } = useWords(PANEL_WORDS);
  const { role } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { status, booking, customerName, nameless, recipient, language } = invitation;
  if (booking || role === 'read' || !LOST.includes(status)) return null;
  const phone = recipient && phoneOf(recipient);
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {inviteAgain}
      </button>
      {isOpen && (
        <InviteDialog
          customer={{ name: nameless ? '' : customerName, phone: phone && `+${phone}`, language }}
          close={(sent) => {
            setOpen(false);
            if (sent !== undefined) open(sent);
          }}
        />
      )}
    </>
  );
}
