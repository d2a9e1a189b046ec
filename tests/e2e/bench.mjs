// Starts the built program with a home of its own, and a browser to look at it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { posts } from './feed.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const candidates = [process.env.ARASHA_BIN, join(target, 'release', 'arasha'), join(target, 'debug', 'arasha')];
export const program = candidates.find((path) => path && existsSync(path));
export const out = join(here, 'out');

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function run(home, ...args) {
  const done = spawnSync(program, ['--home', home, ...args], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`arasha ${args.join(' ')}: ${done.status}\n${done.stderr}`);
  return done.stdout;
}

// A home with the sample feed; an empty one where `fill` is false.
export function makeHome(fill = true) {
  const home = mkdtempSync(join(tmpdir(), 'arasha-e2e-'));
  if (fill) {
    const feed = join(home, 'feed.jsonl');
    writeFileSync(feed, posts.map((post) => JSON.stringify(post)).join('\n'));
    run(home, 'ingest', feed, '--ground', 'Order 12 of the sample office', '--keep-days', '3650');
  }
  return home;
}

// The single-user form, or the one where people sign in (`people`): then `first` is the link for the first administrator. `more` are
// further arguments.
export async function serve(home, { people = false, more = [] } = {}) {
  const form = people ? [] : ['--alone'];
  const child = spawn(program, ['--json', '--home', home, 'serve', ...form, '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const said = await new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    child.on('exit', (code) => reject(new Error(`arasha serve ended with ${code}`)));
  });
  return {
    address: said.address.replace(/\/$/, ''),
    first: said.first_administrator,
    async stop({ keep = false } = {}) {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(late);
      if (!keep) rmSync(home, { recursive: true, force: true });
    },
  };
}

export async function browser() {
  mkdirSync(out, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}
