import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider } from './api/api.js';
import { LiveProvider } from './live/live.js';
import { NoticeProvider } from './parts/notice.js';
import { SessionGate } from './session/use-session.js';
import { Shell } from './shell/shell.js';
import { applyTheme } from './shell/theme.js';
import './styles/theme.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/lists.css';
import './styles/forms.css';
import './styles/dialogs.css';
import './styles/shell.css';
import './styles/sign-in.css';
import './styles/pages.css';
import './styles/overview.css';
import './styles/jobs.css';

applyTheme();
createRoot(document.querySelector('#page')!).render(
  <StrictMode>
    <SessionGate>
      <ApiProvider>
        <LiveProvider>
          <NoticeProvider>
            <Shell />
          </NoticeProvider>
        </LiveProvider>
      </ApiProvider>
    </SessionGate>
  </StrictMode>,
);
