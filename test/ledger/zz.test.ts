import { test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { buildChild } from './child-build.ts';
test('x', async () => { mkdirSync('/tmp/lchild', { recursive: true }); await buildChild('/tmp/lchild', 'file-many.ts'); });
