// People come in: the first administrator by the printed link, with a passkey of a virtual device; with password and code; wrongly.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, makeHome, out, program, serve } from './bench.mjs';
import { accessible, colleague, device, page } from './people.mjs';

assert.ok(program, 'build the program first: cargo build -p arasha');

let site;
let chrome;
// What the first test leaves for the others: the seed of the administrator's codes, and until when one was used.
const shared = {};

const open = (options) => page(chrome, options);

// RFC 6238 with the seed that the page shows.
function code(seed, at = Date.now()) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...seed].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

before(async () => {
  chrome = await browser();
  site = await serve(makeHome(), { people: true });
  assert.match(site.first, /\/join#[0-9a-z-]{26,}$/, 'a link for the first administrator is printed');
});

after(async () => {
  await chrome?.close();
  await site?.stop();
});

test('a stranger sees the sign-in page and nothing else', async () => {
  const page = await open();
  for (const path of ['/', '/post?key=a/1', '/sources', '/account', '/account/password']) {
    await page.goto(`${site.address}${path}`);
    assert.ok(page.url().startsWith(`${site.address}/sign-in`), path);
    assert.equal(await page.locator('.side a').count(), 1, 'help alone is offered');
  }
  for (const tongue of ['kk', 'ru', 'en']) {
    await page.goto(`${site.address}/sign-in?lang=${tongue}`);
    await accessible(page, `sign-in in ${tongue}`);
    await page.screenshot({ path: join(out, `sign-in-${tongue}.png`), fullPage: true });
    await page.goto(`${site.address}/join`);
    await accessible(page, `join in ${tongue}`);
  }
  await page.fill('#code', 'not a code');
  await page.click('main button');
  assert.match(await page.locator('.problem').textContent(), /code/i);
  assert.equal(await page.inputValue('#code'), 'not a code', 'what was typed stays');
  await accessible(page, 'wrong code');
  assert.deepEqual(page.violations, []);
  await page.context().close();
});

test('the first administrator comes in with a passkey, goes, and comes again; then with a password and a code', async () => {
  const page = await open();
  await device(page);
  await page.goto(`${site.address}/sign-in?lang=en`);
  await page.goto(site.first);
  assert.ok(!page.url().includes('#'), 'the code is taken out of the address');
  await page.click('main button');
  await accessible(page, 'first');
  await page.screenshot({ path: join(out, 'first-en.png'), fullPage: true });
  await page.selectOption('#kind', 'ngo');
  await page.fill('#kk', 'Қорған қоры');
  await page.fill('#ru', 'Фонд «Корган»');
  await page.fill('#en', 'Qorghan Foundation');
  await page.check('input[value="KZ-75"]');
  await page.fill('#name', 'Aigerim Sample');
  await page.fill('#email', 'not an address');
  await page.locator('main form').evaluate((form) => (form.noValidate = true));
  await page.click('main form button');
  assert.match(await page.locator('.problem').textContent(), /e-mail/);
  assert.equal(await page.inputValue('#kk'), 'Қорған қоры', 'what was typed stays');
  assert.ok(await page.isChecked('input[value="KZ-75"]'), 'what was chosen stays');
  await page.fill('#email', 'aigerim@example.org');
  await page.click('main form button');
  await page.waitForSelector('[data-passkey=create]');
  await accessible(page, 'enrol');
  await page.screenshot({ path: join(out, 'enrol-en.png'), fullPage: true });
  await page.click('[data-passkey=create] button');
  await page.waitForSelector('.who');
  assert.match(await page.locator('.who').textContent(), /Aigerim Sample.*Qorghan Foundation/s);

  for (const tongue of ['kk', 'ru', 'en']) {
    await page.goto(`${site.address}/account?lang=${tongue}`);
    await accessible(page, `account in ${tongue}`);
    await page.screenshot({ path: join(out, `account-${tongue}.png`), fullPage: true });
  }
  await page.goto(`${site.address}/`);
  await page.screenshot({ path: join(out, 'home-administrator.png'), fullPage: true });

  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/sign-in/);
  await page.goto(`${site.address}/account`);
  assert.match(page.url(), /sign-in\?back=/, 'the session is over');
  await page.click('[data-passkey=get] button');
  await page.waitForURL((url) => url.pathname === '/account');

  // A password beside the passkey.
  await page.goto(`${site.address}/account/password`);
  await accessible(page, 'password');
  await page.screenshot({ path: join(out, 'password-en.png'), fullPage: true });
  const seed = await page.locator('.seed code').textContent();
  await page.fill('#name', 'aigerim@example.org');
  await page.fill('#password', 'short');
  await page.fill('#once', code(seed));
  await page.locator('main form.ask').evaluate((form) => (form.noValidate = true));
  await page.click('main form.ask button');
  assert.match(await page.locator('.problem').textContent(), /12/);
  assert.equal(await page.locator('.seed code').textContent(), seed, 'the picture stays the same');
  await page.fill('#password', 'seven brown horses on a hill');
  await page.fill('#once', code(seed));
  await page.click('main form.ask button');
  await page.waitForURL((url) => url.pathname === '/account');

  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(/sign-in/);
  await page.fill('#name', 'aigerim@example.org');
  await page.fill('#password', 'wrong');
  await page.fill('#code', '000000');
  await page.click('form[action="/sign-in"] button');
  assert.match(await page.locator('.problem').textContent(), /wrong/);
  assert.equal(await page.inputValue('#name'), 'aigerim@example.org', 'the name stays');
  assert.equal(await page.inputValue('#password'), '', 'the password does not');
  await page.fill('#password', 'seven brown horses on a hill');
  // The code of this half minute was used when the password was set; the next one counts.
  const used = Date.now() + 30000;
  await page.fill('#code', code(seed, used));
  Object.assign(shared, { seed, used });
  await page.click('form[action="/sign-in"] button');
  await page.waitForSelector('.who');
  assert.deepEqual(page.violations, []);
  await page.context().close();
});

test('an analyst is invited, joins, works; every page of each is accessible in three languages', async () => {
  const administrator = await open();
  // The first administrator signs in again with the password of the test before.
  await administrator.goto(`${site.address}/sign-in?lang=en`);
  await administrator.fill('#name', 'aigerim@example.org');
  await administrator.fill('#password', 'seven brown horses on a hill');
  await administrator.fill('#code', code(shared.seed, Math.max(Date.now(), shared.used + 30000)));
  if (Date.now() < shared.used) await administrator.waitForTimeout(shared.used - Date.now());
  await administrator.click('form[action="/sign-in"] button');
  await administrator.waitForSelector('.who');
  const analyst = await colleague(chrome, site, administrator, 'Erlan Sample', 'analyst');
  await analyst.goto(`${site.address}/`);
  assert.ok((await analyst.locator('[data-row]').count()) > 0, 'the queue has rows');
  assert.match(await analyst.locator('main').textContent(), /Almaty/, 'it is said how far one sees');
  await administrator.goto(`${site.address}/search`);
  assert.equal(await administrator.locator('h1').textContent(), 'You may not do this');
  assert.match(await administrator.locator('main').textContent(), /see no matters/);
  const pages = {
    administrator: ['/people', '/people/invite', '/agencies', '/agencies/found', '/log', '/seen', '/emergencies'],
    analyst: ['/', '/people', '/agencies', '/account', '/seen', '/sources'],
  };
  for (const [who, page] of Object.entries({ administrator, analyst })) {
    for (const tongue of ['kk', 'ru', 'en']) {
      await page.goto(`${site.address}/help?lang=${tongue}`);
      for (const path of pages[who]) {
        await page.goto(`${site.address}${path}`);
        await accessible(page, `${path} of the ${who} in ${tongue}`);
        await page.screenshot({ path: join(out, `${who}${path.replaceAll('/', '-')}-${tongue}.png`), fullPage: true });
      }
    }
  }
  await administrator.goto(`${site.address}/people`);
  await administrator.getByRole('link', { name: 'Erlan Sample' }).click();
  await accessible(administrator, 'a person');
  await administrator.screenshot({ path: join(out, 'administrator-person.png'), fullPage: true });
  const suspend = administrator.locator('form[action="/person/suspend"]');
  await suspend.evaluate((node) => node.closest('details')?.setAttribute('open', ''));
  await suspend.locator('textarea').fill('a check');
  await suspend.locator('button').click();
  await analyst.goto(`${site.address}/account`);
  assert.match(analyst.url(), /sign-in/, 'whoever is suspended is out at once');
  await administrator.goto(`${site.address}/log`);
  assert.ok((await administrator.locator('tbody tr, [data-row]').count()) > 5, 'the log tells it');
  await administrator.setViewportSize({ width: 360, height: 740 });
  for (const path of pages.administrator) {
    await administrator.goto(`${site.address}${path}`);
    const wide = await administrator.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.ok(!wide, `${path} on a small screen`);
  }
  await administrator.screenshot({ path: join(out, 'administrator-small.png'), fullPage: true });
  assert.deepEqual([...administrator.violations, ...analyst.violations], []);
  await administrator.context().close();
  await analyst.context().close();
});

test('on a small screen nothing is cut off', async () => {
  const page = await open({ viewport: { width: 360, height: 740 } });
  for (const path of ['/sign-in?lang=kk', '/join?lang=kk']) {
    await page.goto(`${site.address}${path}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.ok(!wide, path);
  }
  await page.screenshot({ path: join(out, 'sign-in-small.png'), fullPage: true });
  await page.context().close();
});
