// A post's page is kept as evidence with one press: the real browser captures a site of this test, and the item tells how.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, makeHome, out, program, run, serve } from './bench.mjs';
import { posts } from './feed.mjs';
import { accessible, colleague, founder } from './people.mjs';

assert.ok(program, 'build the program first: cargo build -p arasha');

const SITE = `<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Жұмыс</title><link rel="icon" href="data:,"></head>
<body style="background:#eef"><h1>Дубайда жұмыс</h1><p>Тәжірибесіз қыздарға, виза тегін.</p><img src="/hill.svg" alt=""><img src="/gone" alt=""></body></html>`;
const HILL = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><path d="M0 100 L100 10 L200 100 Z" fill="green"/></svg>';

let site, chrome, web, place, investigator;

before(async () => {
  web = createServer((request, response) => {
    if (request.url === '/job') response.setHeader('Content-Type', 'text/html; charset=utf-8').end(SITE);
    else if (request.url === '/hill.svg') response.setHeader('Content-Type', 'image/svg+xml').end(HILL);
    else request.destroy();
  });
  await new Promise((resolve) => web.listen(0, '127.0.0.1', resolve));
  place = `127.0.0.1:${web.address().port}`;
  const home = makeHome(false);
  const feed = join(home, 'feed.jsonl');
  writeFileSync(feed, posts.slice(0, 3).map((post, at) => JSON.stringify({ ...post, url: at === 0 ? `http://${place}/job` : null })).join('\n'));
  run(home, 'ingest', feed, '--ground', 'Order 12 of the sample office', '--keep-days', '3650');
  chrome = await browser();
  site = await serve(home, { people: true, more: ['--no-sandbox', '--reach', place] });
  const administrator = await founder(chrome, site, 'interior_ministry');
  investigator = await colleague(chrome, site, administrator, 'Ilya Sample', 'investigator');
});

after(async () => {
  await chrome?.close();
  await site?.stop();
  web?.close();
});

test('a post becomes evidence with one press', async () => {
  const page = investigator;
  await page.goto(`${site.address}/evidence`);
  await accessible(page, 'an empty list');
  await page.screenshot({ path: join(out, 'evidence-empty.png'), fullPage: true });
  await page.goto(`${site.address}/post?key=${encodeURIComponent(`${posts[0].source}/${posts[0].id}`)}`);
  await page.getByRole('button', { name: 'Have the page kept as evidence' }).click();
  await page.waitForURL(/\/evidence\/item\?id=item-/);
  await accessible(page, 'while it is kept');
  await page.screenshot({ path: join(out, 'evidence-receiving.png'), fullPage: true });
  // The page renews itself.
  await page.waitForFunction(() => document.querySelector('main [role=status]')?.textContent === 'Kept', null, { timeout: 60_000 });
  const told = await page.locator('main').textContent();
  for (const name of ['page.warc.gz', 'received.html', 'rendered.html', 'screenshot.png', 'print.pdf', 'manifest.json']) assert.ok(told.includes(name), name);
  assert.match(told, /\/gone/, 'what was not got is named');
  for (const tongue of ['kk', 'ru', 'en']) {
    await page.goto(`${page.url().replace(/&lang=..$/, '')}&lang=${tongue}`);
    await accessible(page, `an item in ${tongue}`);
    await page.screenshot({ path: join(out, `evidence-item-${tongue}.png`), fullPage: true });
    await page.goto(`${site.address}/evidence?lang=${tongue}`);
    await accessible(page, `the list in ${tongue}`);
    await page.screenshot({ path: join(out, `evidence-${tongue}.png`), fullPage: true });
    await page.goBack();
  }
  assert.deepEqual(page.violations, []);
});

test('a working copy is given for a reason, and the bytes are those of the server', async () => {
  const page = investigator;
  const file = page.locator('details', { hasText: 'received.html' });
  await file.locator('summary').click();
  await file.locator('textarea').fill('inspection of the page');
  const [download] = await Promise.all([page.waitForEvent('download'), file.getByRole('button').click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), SITE);
  await page.reload();
  assert.match(await page.locator('main').textContent(), /Working copy taken.*inspection of the page/s);
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  await page.screenshot({ path: join(out, 'evidence-item-small.png'), fullPage: true });
  assert.ok(!wide, 'on a small screen');
});

test('an address inside the network is refused, and the attempt is known', async () => {
  const page = investigator;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${site.address}/evidence?lang=en`);
  await page.fill('#address', 'http://10.0.0.1/');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.waitForURL(/\/evidence\/item/);
  await page.waitForFunction(() => /Nothing was kept/.test(document.querySelector('main [role=status]')?.textContent ?? ''), null, { timeout: 60_000 });
  assert.match(await page.locator('main [role=status]').textContent(), /leads into a network/);
});
