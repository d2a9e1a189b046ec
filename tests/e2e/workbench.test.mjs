// The workbench as its users meet it: three languages, keyboard, no script, small screen, thin line.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { browser, makeHome, out, program, serve } from './bench.mjs';
import { hostileKey } from './feed.mjs';

assert.ok(program, 'build the program first: cargo build -p arasha');

const tongues = ['kk', 'ru', 'en'];
let site;
let chrome;
let paths;

async function open(options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.violations = [];
  page.strangers = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|hx-csp/i.test(message.text())) page.violations.push(message.text());
  });
  page.on('pageerror', (error) => page.violations.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.address)) page.strangers.push(request.url());
  });
  return page;
}

const calm = (page) => {
  assert.deepEqual(page.violations, [], 'nothing breaks the policy');
  assert.deepEqual(page.strangers, [], 'nothing is asked of other machines');
};

async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3).join('\n')}`);
  assert.deepEqual(told, [], where);
}

before(async () => {
  chrome = await browser();
  site = await serve(makeHome());
  const page = await open();
  await page.goto(`${site.address}/?lang=ru`);
  const network = await page.locator('.row.network [data-go]').first().getAttribute('href');
  await page.goto(`${site.address}/?group=none`);
  const post = await page.locator('[data-go]').first().getAttribute('href');
  assert.ok(network && post, 'the feed gives networks and posts');
  paths = {
    queue: '/',
    posts: '/?group=none&sort=newest',
    none: '/?group=none&q=zzzzzz',
    post,
    hostile: `/post?key=${encodeURIComponent(hostileKey)}`,
    network,
    search: '/search',
    found: '/search?q=8+705+001+22+33',
    sources: '/sources',
    check: '/check?example=1',
    mirrors: '/mirrors?example=1',
    help: '/help',
    missing: '/no-such-page',
    wrong: '/?band=top',
  };
  await page.context().close();
});

after(async () => {
  await chrome?.close();
  await site?.stop();
});

for (const tongue of tongues) {
  test(`every page in ${tongue} is accessible and keeps the policy`, async () => {
    const page = await open();
    await page.goto(`${site.address}/?lang=${tongue}`);
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(site.address + path);
      assert.equal(await page.locator('html').getAttribute('lang'), tongue, name);
      assert.ok(!(await page.content()).includes('⟦'), `${name} lacks words`);
      await accessible(page, `${name} in ${tongue}`);
      await page.screenshot({ path: join(out, `${name}-${tongue}.png`), fullPage: true });
    }
    calm(page);
    await page.context().close();
  });
}

test('a small screen needs no sideways scrolling', async () => {
  const page = await open({ viewport: { width: 360, height: 740 } });
  await page.goto(`${site.address}/?lang=kk`);
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(site.address + path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
    await page.screenshot({ path: join(out, `${name}-small.png`) });
  }
  await page.context().close();
});

test('pages print without their tools', async () => {
  const page = await open();
  for (const name of ['network', 'post']) {
    await page.goto(site.address + paths[name]);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.side').isVisible(), false);
    await page.pdf({ path: join(out, `${name}.pdf`) });
    await page.emulateMedia({ media: null });
  }
  await page.context().close();
});

test('keys work, by their place and not by their letter, and can be switched off', async () => {
  const page = await open();
  await page.goto(`${site.address}/?group=none&lang=ru`);
  const focused = () => page.evaluate(() => document.activeElement?.closest('[data-row]')?.dataset.key ?? null);
  const keys = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.key));
  await page.keyboard.press('KeyJ');
  await page.keyboard.press('KeyJ');
  assert.equal(await focused(), keys[1]);
  await page.keyboard.press('KeyK');
  assert.equal(await focused(), keys[0]);
  // The same physical key in a Russian layout gives another letter.
  await page.evaluate(() =>
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyJ', key: 'о', bubbles: true, cancelable: true })),
  );
  assert.equal(await focused(), keys[1]);
  await page.keyboard.press('KeyX');
  assert.equal(await page.locator('[data-pick]:checked').count(), 1);
  await page.keyboard.press('Slash');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Slash');
  assert.ok(await page.locator('#keys').evaluate((sheet) => sheet.open));
  await accessible(page, 'the sheet of keys');
  await page.locator('#keys-off').check();
  await page.locator('#keys form button').click();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('KeyJ');
  assert.equal(await focused(), null);
  await page.locator('[data-open]').click();
  await page.locator('#keys-off').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyJ');
  const opened = await page.evaluate(() => document.activeElement.getAttribute('href'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname + url.search === opened || url.pathname === '/post');
  calm(page);
  await page.context().close();
});

test('the filter narrows without a full load, keeps its state in the address, and says what it found', async () => {
  const page = await open();
  await page.goto(`${site.address}/?group=none&lang=en`);
  const before = await page.locator('#results .lead').textContent();
  await page.locator('#language').selectOption('kk');
  await page.waitForFunction((old) => document.querySelector('#results .lead')?.textContent !== old, before);
  assert.match(page.url(), /language=kk/);
  const lead = await page.locator('#results .lead').textContent();
  assert.equal(await page.locator('#said').textContent(), lead);
  const rows = await page.locator('[data-row]').count();
  const option = await page.locator('#language option:checked').textContent();
  assert.ok(option.includes(`(${rows})`), `${option} counts what is shown: ${rows}`);
  await page.reload();
  assert.equal(await page.locator('#results .lead').textContent(), lead);
  await page.goBack();
  calm(page);
  await page.context().close();
});

test('everything works without script', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${site.address}/?group=none&lang=ru`);
  await page.locator('#language').selectOption('kk');
  await page.locator('.filters button').click();
  assert.match(page.url(), /language=kk/);
  assert.ok((await page.locator('.row').count()) > 0);
  await page.locator('.row h3 a').first().click();
  assert.match(page.url(), /\/post\?key=/);
  await page.goto(`${site.address}/check`);
  await page.locator('#text').fill('Қыздар керек! Эскорт, билет біз төлейміз, құжатты біз сақтаймыз. 8 7О5 OO1 23 45');
  await page.locator('.paste button').click();
  assert.ok((await page.locator('#answer .text').first().textContent()).includes('Қыздар'));
  assert.equal(await page.locator('.js:visible').count(), 0);
  await page.context().close();
});

test('a hostile post stays text', async () => {
  const page = await open();
  let alerted = false;
  page.on('dialog', (dialog) => {
    alerted = true;
    dialog.dismiss();
  });
  await page.goto(site.address + paths.hostile);
  assert.ok((await page.locator('.text').first().textContent()).includes('<script>alert(1)</script>'));
  assert.equal(await page.locator('main a[href^="http"], main a[href^="javascript"], main img, main script').count(), 0);
  assert.equal(alerted, false);
  calm(page);
  await page.context().close();
});

test('strangers are refused', async () => {
  const foreign = await fetch(`${site.address}/check`, { method: 'POST', body: 'text=x', headers: { origin: 'http://evil.example' } });
  assert.equal(foreign.status, 403);
  const page = await open();
  await page.goto(`${site.address}/check`);
  await page.locator('#text').fill('test');
  await page.locator('.paste button').click();
  assert.equal(await page.locator('#answer').count(), 1, 'our own form is let in');
  await page.context().close();
});

test('the first view weighs less than 100 KB, later ones 15 KB', async () => {
  const page = await open();
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  let weight = 0;
  client.on('Network.loadingFinished', (event) => {
    weight += event.encodedDataLength;
  });
  const weigh = async (path) => {
    weight = 0;
    await page.goto(site.address + path, { waitUntil: 'networkidle' });
    return weight;
  };
  const first = await weigh('/?lang=kk');
  assert.ok(first < 100 * 1024, `first view: ${first} bytes`);
  const told = { first };
  for (const name of ['queue', 'posts', 'post', 'network', 'search', 'sources']) {
    told[name] = await weigh(paths[name]);
    assert.ok(told[name] <= 15 * 1024, `${name}: ${told[name]} bytes`);
  }
  console.log('bytes over the line:', JSON.stringify(told));
  await page.context().close();
});

test('an empty home says what to do', async () => {
  const empty = await serve(makeHome(false));
  const page = await open();
  for (const tongue of tongues) {
    await page.goto(`${empty.address}/?lang=${tongue}`);
    assert.match(await page.locator('.empty code').textContent(), /arasha ingest/);
    await accessible(page, `empty in ${tongue}`);
  }
  await page.screenshot({ path: join(out, 'empty.png') });
  await page.context().close();
  await empty.stop();
});
