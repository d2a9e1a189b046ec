// Bundles the front end into assets/dist: one script, one style sheet, fonts; names carry a part of their content's hash.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const modules = join(here, '..', 'node_modules');

// Subsets by @fontsource with the stretches of Unicode that their own style sheets declare. Kazakh needs both Cyrillic subsets; ₸ lies in
// latin-ext.
const subsets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext'];
const fonts = [
  { family: 'Golos Text', package: 'golos-text', weights: [400, 600] },
  { family: 'IBM Plex Mono', package: 'ibm-plex-mono', weights: [400] },
];

const names = {};

async function emit(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const dot = name.lastIndexOf('.');
  const built = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  await writeFile(join(dist, built), bytes);
  names[name] = built;
  return built;
}

async function faces() {
  const rules = [];
  for (const font of fonts) {
    const folder = join(modules, '@fontsource', font.package);
    const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
    for (const weight of font.weights) {
      for (const subset of subsets) {
        const file = `${font.package}-${subset}-${weight}-normal.woff2`;
        const built = await emit(file, await readFile(join(folder, 'files', file)));
        rules.push(
          `@font-face{font-family:"${font.family}";font-style:normal;font-weight:${weight};font-display:swap;` +
            `src:url(/assets/${built}) format("woff2");unicode-range:${ranges[subset]}}`,
        );
      }
    }
  }
  return rules.join('\n');
}

async function bundle(entry, options) {
  const result = await build({ entryPoints: [join(here, 'src', entry)], bundle: true, minify: true, write: false, ...options });
  return result.outputFiles[0].contents;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const sheet = await bundle('app.css', { loader: { '.css': 'css' } });
const declared = await build({ stdin: { contents: await faces(), loader: 'css' }, minify: true, write: false });
await emit('app.css', Buffer.concat([declared.outputFiles[0].contents, sheet]));
await emit('app.js', await bundle('app.js', { format: 'iife', target: 'es2022', inject: [join(here, 'src', 'htmx.js')] }));
await writeFile(join(dist, 'names.json'), JSON.stringify(names, null, 1));

for (const file of (await readdir(dist)).sort()) {
  const { length } = await readFile(join(dist, file));
  console.log(`${String(length).padStart(8)}  ${file}`);
}
