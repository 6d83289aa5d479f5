import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url).pathname;
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const json = (file: string) => JSON.parse(read(file));

describe('a release', () => {
  it('gives all packages that are published one version', () => {
    const packages = readdirSync(join(root, 'packages')).map((name) => json(`packages/${name}/package.json`));
    expect(json('.changeset/config.json').fixed).toEqual([packages.map(({ name }) => name).sort()]);
    expect(new Set(packages.map(({ version }) => version)).size).toBe(1);
    expect(packages.filter((each) => each.private)).toEqual([]);
  });

  it('is published with provenance, by npm’s trust in the workflow and not by a token', () => {
    const text = read('.github/workflows/release.yml');
    const { permissions, jobs } = parse(text);
    expect(permissions).toEqual({});
    expect(jobs.release.permissions['id-token']).toBe('write');
    const last = jobs.release.steps.at(-1);
    expect(last.env.NPM_CONFIG_PROVENANCE).toBe('true');
    expect(text).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
    // The scripts that it runs.
    const scripts = Object.keys(json('package.json').scripts);
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(named).toContain('release:publish');
    expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
  });
});
