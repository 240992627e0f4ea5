import { onceMore } from './once-more.ts';

onceMore('reading');
