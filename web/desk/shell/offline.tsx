import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { SHELL_WORDS } from './words.ts';

/** Says that there is no connection, as long as there is none. */
export function Offline() {
  const { offline } = useWords(SHELL_WORDS);
  const [isOffline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return (
    <p class="desk-offline" role="status">
      {isOffline ? offline : ''}
    </p>
  );
}
