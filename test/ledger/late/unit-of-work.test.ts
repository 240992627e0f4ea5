import { onceMore } from './once-more.ts';

onceMore('unit-of-work');
