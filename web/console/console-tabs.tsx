import { useEffect, useState } from 'preact/hooks';
import { countOf, useAttention } from '../ui/attention-list.ts';
import { AgendaView } from '../ui/views/agenda-view.tsx';
import { AttentionView } from '../ui/views/attention-view.tsx';
import { InvitationsDesk } from '../ui/views/invitations-page.tsx';
import { Tabs } from '../ui/views/tabs.tsx';

/** What the links in the e-mails to staff open: an invitation, or what waits for a person. */
const linked = () => ({
  tab: location.hash === '#/attention' ? 'attention' : 'invitations',
  opened: /^#\/invitations\/([\w-]+)$/.exec(location.hash)?.[1],
});

/** The tabs that need only the API. */
export function ConsoleTabs() {
  const [tab, setTab] = useState(() => linked().tab);
  const [opened, setOpened] = useState(() => linked().opened);
  const attention = useAttention();
  useEffect(() => {
    const follow = () => {
      setTab(linked().tab);
      setOpened(linked().opened);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const tabs = [
    { id: 'invitations', title: 'Invitations' },
    { id: 'agenda', title: 'Agenda' },
    { id: 'attention', title: 'Attention', count: { value: countOf(attention.value), of: 'to look at' } },
  ];

  function open(invitationId: string) {
    setOpened(invitationId);
    setTab('invitations');
  }
  return (
    <Tabs name="console" label="Console" tabs={tabs} chosen={tab} choose={setTab}>
      {tab === 'invitations' && <InvitationsDesk opened={opened} open={setOpened} />}
      {tab === 'agenda' && <AgendaView open={open} />}
      {tab === 'attention' && <AttentionView attention={attention} open={open} />}
    </Tabs>
  );
}
