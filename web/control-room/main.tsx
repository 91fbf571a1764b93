import '../ui/theme.css';
import '../ui/base.css';
import '../ui/layout.css';
import '../ui/states.css';
import './page.css';
import { render } from 'preact';
import { showKeptTheme } from '../ui/theme.ts';
import { Page } from './page.tsx';

showKeptTheme();
const root = document.getElementById('page');
if (root) render(<Page />, root);
