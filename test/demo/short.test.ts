import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { tellDemo } from '../../src/demo/index.ts';
import { tamper } from '../../src/demo/tamper.ts';
import { openOfficeHere } from './office-here.ts';
import { type Ran, runDemo } from './support.ts';

describe('ladder demo', () => {
  let ran: Ran;
  beforeAll(() => {
    ran = runDemo();
  }, 300_000);

  test('tells the way from a like to a sale in at most 150 lines of 100 columns, without colours, and cleans up', () => {
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
    const lines = ran.stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(lines.filter((line) => [...line].length > 100)).toEqual([]);
    expect(ran.stdout).not.toMatch(/undefined|\[object|NaN|Invalid|\d{4}-\d\d-\d\dT/);
    expect(ran.stdout).not.toContain('\u001b');
    expect(ran.left).toEqual([]);
  });

  test('L8 a shortcut is refused with its reason, and the same step is taken once its stage is reached', () => {
    const refused = ran.stdout.indexOf('⊘ RULE_REFUSED (§3, L8): Harbor Metrics is PROSPECT');
    const booked = ran.stdout.indexOf('Harbor Metrics is BRIEFING_READY');
    expect(refused).toBeGreaterThan(0);
    expect(booked).toBeGreaterThan(refused);
    expect(ran.stdout.indexOf('Harbor Metrics is WON')).toBeGreaterThan(booked);
  });

  test('G-1 why not is answered with the gate and its numbers', () => {
    expect(ran.stdout).toMatch(
      /Why not[^\n]*\n[\s\S]{0,200}✗ G1 \(§3\.2, G-1\): `employees` is 180 [^\n]*wanted at least 200/,
    );
  });

  test('L13 an opt-out holds for another address of the same person', () => {
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain('The person is suppressed: it classifies nothing');
    expect(ran.stdout).toContain('⊘ SUPPRESSED (§3.5, L13)');
  });

  test('inv6 the ledger holds, until a byte of its file is changed: then the event is named', () => {
    const [, holds, damaged] = /(All of it holds\.)[\s\S]*(damaged\. Event \d+ is altered)/.exec(ran.stdout) ?? [];
    expect([holds, damaged]).toEqual(['All of it holds.', expect.stringMatching(/^damaged\. Event \d+ is altered$/)]);
  });

  test('its calls come as JSON', async () => {
    const told: string[] = [];
    const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    const code = await tellDemo(openOfficeHere, { json: true, full: false }).finally(() => written.mockRestore());
    expect(code).toBe(0);
    const { proof, tampered, steps } = JSON.parse(told.join(''));
    expect([proof.ok, tampered.ok, tampered.fault.kind]).toEqual([true, false, 'altered']);
    expect(steps.length).toBeGreaterThan(10);
  });
});

test('inv6 a file in which no event says so is left as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-tamper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ledger.db');
  writeFileSync(file, `{"value":180}\n{"value":180}}${'0a'.repeat(63)}`);
  copyFileSync(file, `${file}.was`);
  expect(() => tamper(file, { said: '"value":180', says: '"value":980' })).toThrow('no event of');
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(`${file}.was`, 'utf8'));
  writeFileSync(file, `{"value":180}\n{"value":180}}${'0a'.repeat(64)}`);
  tamper(file, { said: '"value":180', says: '"value":980' });
  expect(readFileSync(file, 'utf8')).toBe(`{"value":180}\n{"value":980}}${'0a'.repeat(64)}`);
});
