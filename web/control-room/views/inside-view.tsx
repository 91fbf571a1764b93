import './inside-view.css';
import { useState } from 'preact/hooks';
import { Tabs } from '../../ui/views/tabs.tsx';
import { CallsView, FormsView, GivenUpView, WebhooksView } from './exchange-views.tsx';
import { FunctionsView } from './functions-view.tsx';
import { HandOffsView } from './hand-offs-view.tsx';
import { WaitingView } from './waiting-view.tsx';

const TABS = [
  { id: 'waiting', title: 'What is due' },
  { id: 'functions', title: 'Functions' },
  { id: 'calls', title: 'Calls to the provider' },
  { id: 'webhooks', title: 'Webhooks' },
  { id: 'forms', title: 'Live forms' },
  { id: 'hand-offs', title: 'Hand-offs' },
  { id: 'given-up', title: 'Given up' },
];

/** The running stack's inside, for finding causes. */
export function InsideView({ open }: { open(invitationId: string): void }) {
  const [tab, setTab] = useState('waiting');
  return (
    <Tabs name="inside" label="Inside the stack" tabs={TABS} chosen={tab} choose={setTab}>
      {tab === 'waiting' && <WaitingView open={open} />}
      {tab === 'functions' && <FunctionsView />}
      {tab === 'calls' && <CallsView />}
      {tab === 'webhooks' && <WebhooksView />}
      {tab === 'forms' && <FormsView />}
      {tab === 'hand-offs' && <HandOffsView open={open} />}
      {tab === 'given-up' && <GivenUpView />}
    </Tabs>
  );
}
