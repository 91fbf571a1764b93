import '../../functions/serve-console/page/theme.css';
import '../../functions/serve-console/page/base.css';
import '../../functions/serve-console/page/layout.css';
import './page.css';
import { render } from 'preact';
import { Page } from './page.tsx';

const root = document.getElementById('page');
if (root) render(<Page />, root);
