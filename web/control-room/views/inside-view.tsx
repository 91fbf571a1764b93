import './inside-view.css';
import { useState } from 'preact/hooks';
import { Tabs } from '../../ui/views/tabs.tsx';
import { useWords } from '../../ui/words/language.ts';
import { CallsView, FormsView, GivenUpView, WebhooksView } from './exchange-views.tsx';
import { FunctionsView } from './functions-view.tsx';
import { HandOffsView } from './hand-offs-view.tsx';
import { INSIDE_TABS } from './inside-tabs.ts';
import { WaitingView } from './waiting-view.tsx';
import { INSIDE_WORDS } from './words.ts';

/** The running stack's inside, for finding causes. */
export function InsideView({ open }: { open(invitationId: string): void }) {
  const words = useWords(INSIDE_WORDS);
  const [tab, setTab] = useState<string>('waiting');
  const tabs = INSIDE_TABS.map((id) => ({ id, title: words.tabs[id] }));
  return (
    <Tabs name="inside" label={words.inside} tabs={tabs} chosen={tab} choose={setTab}>
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
