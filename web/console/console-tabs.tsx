import { useState } from 'preact/hooks';
import { AgendaView } from '../ui/views/agenda-view.tsx';
import { AttentionView, countOf, useAttention } from '../ui/views/attention-view.tsx';
import { InvitationsDesk } from '../ui/views/invitations-page.tsx';
import { Tabs } from '../ui/views/tabs.tsx';

/** The tabs that need only the API. */
export function ConsoleTabs() {
  const [tab, setTab] = useState('invitations');
  const [opened, setOpened] = useState<string>();
  const attention = useAttention();
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
