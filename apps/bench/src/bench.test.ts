import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { compilePrograms } from './compile-programs.ts';
import { toMarkdown } from './report.ts';
import { measureSubmissions } from './rounds.ts';

it('measures the baseline and our proxy, which delivers what it gets', async () => {
  const programs = await compilePrograms();
  const settings = { rounds: 1, seconds: 1, warmUp: 10, connections: 1, backlogRows: 0 };
  const options = { folder: tmpdir(), postgres: '', only: '', peers: false, profile: '' };
  const submissions = await measureSubmissions({ ...settings, ...options, ...programs }).finally(() => {
    for (const file of Object.values(programs)) rmSync(file, { force: true });
  });
  const [baseline, memory, sqlite, down] = submissions.map(({ runs }) => runs[0]);
  expect([baseline?.failed, memory?.failed, sqlite?.failed, down?.failed]).toEqual([0, 0, 0, 0]);
  expect(memory?.delivered).toBe(memory?.requests);
  expect(sqlite?.delivered).toBe(sqlite?.requests);
  expect(down).toMatchObject({ delivered: 0, accepted: down?.requests });
  expect(
    toMarkdown({ date: '2026-01-01', node: 'v20', settings, submissions, reads: [], backlog: [] }),
  ).toContain('1.00 ×');
});
