// Makes verify.html of its parts: `node crates/package/verify/build.mjs`. No tool is needed, so that anybody can make the same file: the
// modules are put one behind the other in the order of `order`, without their imports; they share no name.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const order = ['bytes', 'hash', 'ed25519', 'note', 'policy', 'json', 'history', 'zip', 'surt', 'warc', 'wacz', 'court', 'words-kk', 'words-ru', 'words-en', 'page'];

const read = (...path) => readFileSync(join(here, ...path), 'utf8');
// Without indents and remarks, which are a sixth of it.
const plain = (module) => module.replace(/^import .*\n/gm, '').replace(/^export /gm, '').replace(/^ *(\/\/.*)?\n?/gm, '');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export function build() {
  const modules = order.map((name) => `// ---- ${name}\n${plain(read('src', `${name}.js`)).trim()}\n`);
  const script = `\n'use strict';\n(() => {\n${modules.join('\n')}})();\n`;
  const style = `\n${read('style.css')}`;
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const parts = { policy, style, script };
  return { html: read('template.html').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]), script };
}

export const built = join(here, 'verify.html');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { html, script } = build();
  writeFileSync(built, html);
  console.log(`verify.html: ${html.length} letters; script: ${Buffer.byteLength(script)} bytes`);
}
