import { onceMore } from './once-more.ts';

onceMore('integrity');
