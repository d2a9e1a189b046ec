// People of a workbench, for tests: their browsers, their passkeys, how they come in.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

// A page of a browser of its own, which notes what the page should not do.
export async function page(chrome, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const opened = await context.newPage();
  opened.violations = [];
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|hx-csp/i.test(message.text())) opened.violations.push(message.text());
  });
  opened.on('pageerror', (error) => opened.violations.push(String(error)));
  return opened;
}

// Fails where axe finds something, or a word is missing.
export async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).slice(0, 3).join('\n')}`);
  assert.deepEqual(told, [], where);
  assert.ok(!(await page.content()).includes('⟦'), `${where} lacks words`);
}

// A device that holds passkeys, as Chromium's own tests have it.
export async function device(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  await session.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } });
}

// The first administrator, by the printed link, with a passkey; for a body of this kind.
export async function founder(chrome, site, kind) {
  const opened = await page(chrome);
  await device(opened);
  await opened.goto(`${site.address}/sign-in?lang=en`);
  await opened.goto(site.first);
  await opened.click('main button');
  await opened.selectOption('#kind', kind);
  for (const [tongue, name] of [['kk', 'Үлгі органы'], ['ru', 'Орган для примера'], ['en', 'Sample Body']]) await opened.fill(`#${tongue}`, name);
  await opened.check('input[value="KZ-75"]');
  await opened.fill('#name', 'Aigerim Sample');
  await opened.fill('#email', 'aigerim@example.org');
  await opened.click('main form button');
  await opened.click('[data-passkey=create] button');
  await opened.waitForSelector('.who');
  return opened;
}

// A colleague: invited by the administrator, with a role for the whole of Kazakhstan's part that the body acts in.
export async function colleague(chrome, site, administrator, name, role) {
  await administrator.goto(`${site.address}/people/invite`);
  await administrator.fill('[name=name]', name);
  await administrator.fill('[name=email]', 'sample@example.org');
  await administrator.click('main form.ask button');
  const link = await administrator.locator('main .empty code').textContent();
  await administrator.click('main p > a[href^="/person"]');
  const form = administrator.locator('form[action="/person/grant"]');
  await form.evaluate((node) => node.closest('details')?.setAttribute('open', ''));
  await form.locator('[name=role]').selectOption(role);
  await form.locator('[name=region][value="KZ-75"]').check();
  await form.locator('[name=until]').fill('2099-01-01').catch(() => {});
  await form.locator('button').click();
  const opened = await page(chrome);
  await device(opened);
  await opened.goto(`${site.address}/help?lang=en`);
  await opened.goto(link);
  await opened.click('main button');
  await opened.click('[data-passkey=create] button');
  await opened.waitForSelector('.who');
  return opened;
}
