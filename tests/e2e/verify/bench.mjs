// Measures how long the page takes for a package of 100 MB in Chromium: `node tests/e2e/verify/bench.mjs`. The goal is two seconds.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { built } from '../../../crates/package/verify/build.mjs';
import { browser } from '../bench.mjs';
import { make } from './sample.mjs';

// The same bytes every time, which nothing can pack.
function noise(length, seed) {
  const block = Buffer.concat(Array.from({ length: 2048 }, (_, at) => createHash('sha512').update(`${seed} ${at}`).digest()));
  return Buffer.alloc(length, block);
}

const kinds = {
  'one film of 100 MB': [['originals/film.bin', 'original', noise(100e6, 0)]],
  '1,000 files of 100 kB': Array.from({ length: 1000 }, (_, at) => [`originals/${at}.bin`, 'original', noise(100e3, at)]),
};

const folder = mkdtempSync(join(tmpdir(), 'arasha-verify-bench-'));
const chrome = await browser();
for (const [what, more] of Object.entries(kinds)) {
  const { bytes, policy } = make({ more });
  writeFileSync(join(folder, 'package.zip'), bytes);
  writeFileSync(join(folder, 'policy.txt'), policy);
  const page = await chrome.newPage();
  await page.goto(pathToFileURL(built).href);
  await page.locator('#policy').setInputFiles(join(folder, 'policy.txt'));
  for (let round = 0; round < 3; round += 1) {
    await page.locator('#package').setInputFiles([]);
    await page.locator('#package').setInputFiles(join(folder, 'package.zip'));
    await page.locator('#verdict .verdict').waitFor();
    console.log(`${what}: ${(await page.locator('#verdict').innerText()).replace(/\s+/g, ' ')}`);
  }
  await page.close();
}
await chrome.close();
rmSync(folder, { recursive: true });
