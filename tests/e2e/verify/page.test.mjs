// The page for checking a package, as a reader meets it: from a file, in three languages, on a small screen, on paper, by keyboard.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { build, built } from '../../../crates/package/verify/build.mjs';
import { browser, out } from '../bench.mjs';
import { disclosures, make } from './sample.mjs';

const tongues = {
  kk: { whole: 'Пакет бүтін', claimed: 'өзі атаған кілттер', broken: 'Пакет бүтін емес' },
  ru: { whole: 'Пакет цел', claimed: 'по ключам, которые называет он сам', broken: 'Пакет не цел' },
  en: { whole: 'Whole', claimed: 'by keys that the package itself names', broken: 'Not whole' },
};

let chrome;
let folder;
const paths = {};

async function open({ locale = 'en-GB', ...options } = {}) {
  const context = await chrome.newContext({ locale, viewport: { width: 1024, height: 600 }, timezoneId: 'Asia/Almaty', ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on('console', (message) => page.troubles.push(message.text()));
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  page.on('request', (request) => request.url() === pathToFileURL(built).href || page.troubles.push(request.url()));
  await page.goto(pathToFileURL(built).href);
  return page;
}

async function check(page, name, policy = false) {
  if (policy) await page.locator('#policy').setInputFiles(paths.policy);
  await page.locator('#package').setInputFiles(paths[name]);
  await page.locator('#working').waitFor({ state: 'hidden' });
  await page.locator('#verdict .verdict').waitFor({ timeout: 8000 });
  return page.locator('#verdict .verdict').innerText();
}

async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), [], where);
}

before(async () => {
  mkdirSync(out, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'arasha-verify-'));
  const keep = (name, file, bytes) => {
    paths[name] = join(folder, file);
    writeFileSync(paths[name], bytes);
  };
  const sample = make();
  const changed = Buffer.from(sample.bytes);
  changed[changed.indexOf('An invented protocol')] ^= 1;
  keep('whole', 'package.zip', sample.bytes);
  keep('changed', 'changed.zip', changed);
  keep('listless', 'listless.zip', make({ late: (members) => members.delete('package.json') }).bytes);
  keep('junk', 'junk.zip', Buffer.from('no package'));
  keep('policy', 'policy.txt', sample.policy);
  keep('other', 'other.txt', 'quorum none\n');
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the committed page is the one that its parts make, and small', () => {
  const { html, script } = build();
  assert.equal(readFileSync(built, 'utf8'), html, 'run node crates/package/verify/build.mjs');
  assert.ok(Buffer.byteLength(script) < 100_000, `${Buffer.byteLength(script)} bytes of script`);
  assert.match(html, /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'/);
  assert.ok(!/\bsrc=|\bhref=|url\(|innerHTML|fetch\(|XMLHttp|eval\(/.test(html), 'nothing is fetched and nothing put in as markup');
});

for (const [tongue, words] of Object.entries(tongues)) {
  test(`the verdicts in ${tongue}`, async () => {
    const page = await open({ locale: tongue });
    assert.equal(await page.locator('html').getAttribute('lang'), tongue);
    await accessible(page, 'before a choice');
    assert.match(await check(page, 'whole'), new RegExp(words.claimed));
    await page.locator('#policy').setInputFiles(paths.policy);
    await page.locator('.verdict.whole', { hasText: words.whole }).waitFor();
    assert.match(await page.title(), new RegExp(`^${words.whole} · `));
    assert.equal(await page.locator('.groups .good').count(), 6);
    await accessible(page, 'whole');
    await page.screenshot({ path: join(out, `verify-${tongue}.png`) });
    await page.screenshot({ path: join(out, `verify-${tongue}-all.png`), fullPage: true });
    assert.match(await check(page, 'changed'), new RegExp(words.broken));
    await page.locator('.wrongs').getByText('papers/protocol.txt').first().waitFor();
    await accessible(page, 'broken');
    await page.screenshot({ path: join(out, `verify-${tongue}-broken.png`) });
    assert.ok(!/\{\w+\}|undefined|\[object/.test(await page.locator('body').innerText()), 'all words are there');
    assert.deepEqual(page.troubles, [], 'nothing breaks the policy, nothing is asked of others');
    await page.context().close();
  });
}

test('what the package shows, and what it withholds', async () => {
  const page = await open();
  await check(page, 'whole', true);
  const text = await page.locator('#found').innerText();
  for (const part of ['https://www.example.kz/jobs?b=2&a=1', 'too large', '2026-03-04 05:01:00.25 UTC', 'GMT+5', 'ministry.example.kz', disclosures.shown.value]) {
    assert.ok(text.includes(part), `${part}\n${text}`);
  }
  assert.match(text, /SHA-256( [0-9a-f]{4}){16}\n/);
  assert.ok(!text.includes(disclosures.hidden.value));
  assert.match(text, /Withheld from this reader[^]*person \(№ 5\)/);
  await page.context().close();
});

test('what was not looked at is not said to be in order', async () => {
  const page = await open();
  const of = (how) => page.locator(`.groups .${how}`).count();
  await check(page, 'junk', true);
  assert.deepEqual([await of('bad'), await of('good'), await of('skipped')], [1, 0, 5]);
  await check(page, 'listless');
  assert.deepEqual([await of('bad'), await of('good'), await of('skipped')], [1, 2, 3]);
  await page.context().close();
});

test('the language is switched by keyboard and the verdict stays', async () => {
  const page = await open({ locale: 'de-DE' });
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await check(page, 'whole', true);
  await page.getByRole('button', { name: 'Қазақша' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.verdict.whole', { hasText: tongues.kk.whole }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'kk');
  await page.context().close();
});

test('files are dropped, and a trust file that is none is refused', async () => {
  const page = await open();
  const drop = (name, file) =>
    page.evaluate(
      ([bytes, called]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], called));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [readFileSync(paths[name]).toString('base64'), file],
    );
  await drop('whole', 'PACKAGE.ZIP');
  await page.locator('.verdict.claimed').waitFor();
  await drop('policy', 'policy');
  await page.locator('.verdict.whole').waitFor();
  await drop('other', 'other.txt');
  await page.locator('.verdict.bad_policy').waitFor();
  await page.context().close();
});

test('a small screen needs no sideways scrolling, and paper has no buttons', async () => {
  const page = await open({ viewport: { width: 320, height: 640 }, locale: 'kk' });
  await check(page, 'whole', true);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  await page.screenshot({ path: join(out, 'verify-small.png') });
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.locator('#form').isVisible()) && !(await page.locator('#tongues').isVisible()));
  assert.ok(await page.locator('#verdict .verdict').isVisible());
  await page.context().close();
});
