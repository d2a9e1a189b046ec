// The page: takes files, shows what was found. Whatever comes out of a package is put in as text, never as markup.
import { toHex } from './bytes.js';
import { codes, checkPackage } from './court.js';
import { en } from './words-en.js';
import { kk } from './words-kk.js';
import { ru } from './words-ru.js';

const tongues = { kk, ru, en };
const groups = {
  groupForm: ['zip'],
  groupContents: ['unlisted', 'missing', 'unexpected', 'list', 'sums', 'file'],
  groupTrust: ['policy', 'checkpoint', 'quorum'],
  groupHistory: ['history', 'proof', 'exported'],
  groupFiles: ['kept', 'wacz'],
  groupFields: ['disclosure'],
};
const signs = { good: '✓', bad: '✗', skipped: '–' };
const signOf = { whole: '✓', claimed: '!', broken: '✗', bad_policy: '✗', unreadable: '✗', old: '✗' };
// More lines than these are counted and not shown: no screen and no printer wants them.
const mostLines = 2000;

const state = { tongue: 'en', package: null, policy: null, result: null, run: 0 };

const byId = (name) => document.getElementById(name);

// The text for a key, with what belongs into it.
function say(name, values = {}) {
  const text = tongues[state.tongue][name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, value) => String(values[value] ?? whole));
}

// An element with texts and elements in it.
function make(kind, attributes = {}, ...children) {
  const element = document.createElement(kind);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

const mono = (text) => make('span', { class: 'mono' }, text);

const grouped = (hex) => hex.replace(/(.{4})(?=.)/g, '$1 ');

const digits = (name, hex) => make('span', { class: 'digits' }, make('b', {}, name), ' ', mono(grouped(hex)));

// A moment in UTC and where this machine stands, with the name of its zone.
function moment(text) {
  const time = new Date(text);
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' };
  const local = new Intl.DateTimeFormat(state.tongue === 'en' ? 'en-GB' : state.tongue, { ...options, hourCycle: 'h23', timeZoneName: 'short' }).format(time);
  const utc = text.replace('T', ' ').replace('Z', ' UTC');
  return make('span', { class: 'moment' }, make('time', { datetime: text }, utc), ' ', make('span', { class: 'quiet', title: say('localTime') }, `(${local})`));
}

const seconds = (count) => (count < 8640000000000n ? new Date(Number(count) * 1000).toISOString().replace('.000Z', 'Z') : null);

// Names and what they are.
function facts(...pairs) {
  const list = make('dl', {});
  pairs.filter(([, value]) => value !== null && value !== undefined && value !== '').forEach(([name, value]) => {
    list.append(make('div', {}, make('dt', {}, name), make('dd', {}, value)));
  });
  return list;
}

function lines(kind, all, toLine) {
  const list = make(kind, {}, ...all.slice(0, mostLines).map((one) => make('li', {}, ...[toLine(one)].flat())));
  if (all.length > mostLines) list.append(make('li', {}, say('more', { n: all.length - mostLines })));
  return list;
}

const toolName = ({ name, version }) => `${name} ${version}`;

// ---- what was found

const needsNobody = (policy) => Boolean(policy) && !policy.rule.witness && policy.rule.needed === 0;

function verdictPart({ verdict, facts: shown, took }) {
  const name = make('p', { class: `verdict ${verdict}` }, make('span', { class: 'sign', 'aria-hidden': 'true' }, signOf[verdict]), ' ', say(verdict));
  const note = Object.hasOwn(tongues.en, `${verdict}Note`) ? make('p', {}, say(`${verdict}Note`)) : null;
  const time = shown?.members === undefined ? null : say('took', { n: (took / 1000).toFixed(1), members: shown.members, bytes: shown.bytes });
  const free = verdict === 'whole' && needsNobody(shown.policy) ? make('p', {}, say('neededNone')) : null;
  const named = [state.package, state.policy].filter(Boolean).map((file) => file.name).join(', ');
  return [name, note, free, time && make('p', { class: 'quiet' }, mono(named), ' — ', time)];
}

// What was looked at: without a list nobody knows the items, without checkpoint and policy there are no signatures.
function isLookedAt(group, { isRead, facts: shown }) {
  if (group === 'groupTrust') return isRead && Boolean(shown.checkpoint && shown.policy);
  return isRead && (shown.items.length > 0 || !['groupHistory', 'groupFiles', 'groupFields'].includes(group));
}

function groupsPart(result) {
  const { findings } = result;
  const rows = Object.entries(groups).map(([group, ofGroup]) => {
    const isWrong = findings.some(({ code }) => ofGroup.includes(code));
    const how = isWrong ? 'bad' : isLookedAt(group, result) ? 'good' : 'skipped';
    const found = ofGroup.filter((code) => findings.some((finding) => finding.code === code));
    const named = found.length > 0 ? ` (${found.join(', ')})` : '';
    return make('li', { class: how }, make('span', { class: 'sign', 'aria-hidden': 'true' }, signs[how]), make('span', {}, say(group), ': ', make('b', {}, say(how) + named)));
  });
  return [make('h2', {}, say('checked')), make('ul', { class: 'groups' }, ...rows)];
}

function wrongPart({ findings }) {
  if (findings.length === 0) return [];
  const found = codes.filter((code) => findings.some((finding) => finding.code === code));
  const parts = found.map((code) => {
    const paths = findings.filter((finding) => finding.code === code && finding.path !== null).map(({ path }) => path);
    return make('li', {}, make('b', { class: 'mono' }, code), ' ', say(code), paths.length > 0 ? lines('ul', paths, mono) : null);
  });
  return [make('h2', {}, say('wrong')), make('ul', { class: 'wrongs' }, ...parts)];
}

// ---- what the package shows

function logPart({ policy, checkpoint, witnessed, isGiven }) {
  const trust = policy ? make('p', {}, say(isGiven ? 'trustGiven' : 'trustOwn')) : null;
  const head = checkpoint && [[say('logSize'), String(checkpoint.size)], [say('logRoot'), digits('SHA-256', toHex(checkpoint.root))]];
  const key = policy && [[say('logKey'), mono(policy.log.text)]];
  const time = ({ time: at }) => (seconds(at) ? moment(seconds(at)) : String(at));
  const seen = (witnessed ?? []).length > 0 ? lines('ul', witnessed, (one) => [mono(`${one.name} (${one.id})`), ' ', time(one)]) : make('p', {}, say('noWitnesses'));
  return [
    make('h3', {}, say('log')),
    trust,
    facts([say('log'), checkpoint && mono(checkpoint.origin)], ...(key ?? []), ...(head ?? [])),
    make('h4', {}, say('witnesses')),
    seen,
    needsNobody(policy) ? make('p', {}, say('neededNone')) : null,
  ];
}

const eventWords = { kept: 'kept_event', exported: 'exported_event' };
const whyWords = { broken: 'broken_off' };
const whyText = (why) => say(whyWords[why] ?? why);
const fieldText = (field) => say(field === 'place' ? 'place_field' : field);
const purposeText = (purpose) => say(purpose === 'response' ? 'response_purpose' : purpose);

const namesOf = (files) => files.slice(0, 5).map(({ name }) => name).concat(files.length > 5 ? ['…'] : []).join(', ');

function eventLine({ kind, event, at, place, version, person, agency, purpose }) {
  const values = { ...event, n: event.responses?.length ?? (event.files && `${event.files.length} (${namesOf(event.files)})`), why: event.why && whyText(event.why), field: event.field && fieldText(event.field) };
  const words = say(eventWords[kind] ?? kind, values);
  const reason = event.reason === undefined ? '' : ` — ${say('why')}: ${event.reason}`;
  const tool = event.tool && kind !== 'begun' ? `; ${toolName(event.tool)}` : '';
  return [
    make('div', {}, make('b', {}, words), reason, tool),
    make('div', {}, moment(at)),
    make('div', { class: 'quiet' }, `${say('by')}: `, mono(person), ', ', mono(agency), ` (${purposeText(purpose)}); ${say('place', { place })}, № ${version}`),
  ];
}

const fileLine = ({ name, role, bytes, hashes, isSame }) => [
  make('div', {}, make('b', { class: 'mono' }, name), ` — ${say(role)}, ${say('bytes', { bytes })}; `, make('span', { class: isSame ? 'good' : 'bad' }, isSame ? `✓ ${say('same')}` : `✗ ${say('differs')}`)),
  digits('SHA-256', hashes.sha256),
  digits('MD5', hashes.md5),
];

function originText(origin) {
  const [kind] = Object.keys(origin);
  return say(kind, origin[kind]);
}

function itemPart({ item, entries, files, disclosed, withheld }) {
  const begun = entries.find(({ kind }) => kind === 'begun')?.event;
  const gone = entries.filter(({ kind }) => kind === 'completed').flatMap(({ event }) => event.missing);
  const described = begun
    ? [
        [say('origin'), originText(begun.origin)],
        [say('tool'), toolName(begun.tool)],
        [say('compartment'), say(begun.compartment)],
        [say('region'), begun.region],
      ]
    : [];
  return make(
    'section',
    { class: 'item' },
    make('h3', {}, `${say('item')} `, mono(item)),
    facts(...described),
    make('h4', {}, say('missingThings')),
    gone.length > 0 ? lines('ul', gone, ({ what, why }) => [mono(what), ` — ${whyText(why)}`]) : make('p', {}, say('none')),
    make('h4', {}, say('events')),
    lines('ol', entries, eventLine),
    make('h4', {}, say('files')),
    lines('ul', files, fileLine),
    ...fieldsPart(disclosed, withheld),
  );
}

function fieldsPart(disclosed, withheld) {
  const shown = lines('ul', disclosed, ({ version, field, value }) => [make('b', {}, fieldText(field)), ` (№ ${version}): `, make('span', { class: 'words' }, value)]);
  const hidden = lines('ul', withheld, ({ version, field }) => [make('b', {}, fieldText(field)), ` (№ ${version})`]);
  return [
    ...(disclosed.length > 0 ? [make('h4', {}, say('disclosed')), shown] : []),
    ...(withheld.length > 0 ? [make('h4', {}, say('withheld')), make('p', {}, say('withheldNote')), hidden] : []),
  ];
}

function showsPart({ facts: shown }) {
  const { list, items } = shown;
  if (!list && items.length === 0 && !shown.checkpoint) return [];
  const about = list ? facts([say('caseTitle'), list.title], [say('created'), moment(list.created)], [say('software'), list.software], [say('list256'), digits('', shown.listDigest)]) : null;
  return [make('h2', {}, say('shows')), about, ...items.map(itemPart), ...logPart(shown)];
}

const limitsPart = () => [
  make('h2', {}, say('limits')),
  lines('ul', ['limitForged', 'limitTrue', 'limitTime', 'limitHidden', 'limitHashes'], (name) => say(name)),
];

// ---- the page as a whole

const fill = (name, ...children) => byId(name).replaceChildren(...children.filter((child) => child !== null));

function draw() {
  document.documentElement.lang = state.tongue;
  document.querySelectorAll('[data-say]').forEach((element) => element.replaceChildren(say(element.dataset.say)));
  byId('tongues').setAttribute('aria-label', say('languages'));
  document.querySelectorAll('[data-tongue]').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.tongue === state.tongue)));
  const { result } = state;
  document.title = result ? `${say(result.verdict)} · ${say('title')}` : say('title');
  fill('verdict', ...(result ? verdictPart(result) : []));
  const isChecked = result !== null && result.isRead !== undefined;
  fill('found', ...(isChecked ? [...groupsPart(result), ...wrongPart(result), ...showsPart(result)] : []));
  fill('limits', ...limitsPart());
  byId('print').hidden = !isChecked;
}

function showProgress(done) {
  const bar = byId('progress');
  bar.hidden = done === null;
  bar.max = state.package?.size || 1;
  bar.value = done ?? 0;
  byId('working').hidden = done === null;
}

async function check() {
  state.run += 1;
  const run = state.run;
  state.result = null;
  draw();
  if (!state.package) return;
  showProgress(0);
  const began = performance.now();
  let result;
  try {
    const policy = state.policy && new Uint8Array(await state.policy.arrayBuffer());
    result = await checkPackage(state.package, policy, (done) => run === state.run && showProgress(done));
  } catch {
    result = { verdict: 'unreadable', facts: {}, findings: [] };
  }
  // Somebody has chosen another file meanwhile.
  if (run !== state.run) return;
  showProgress(null);
  state.result = { ...result, took: performance.now() - began };
  draw();
  byId('verdict').scrollIntoView({ block: 'nearest' });
}

function take(files) {
  for (const file of files) {
    if (/\.zip$/i.test(file.name)) state.package = file;
    else state.policy = file;
  }
  check();
}

function firstTongue() {
  const wanted = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => Object.hasOwn(tongues, tag)) ?? 'en';
}

const isAble = () => Boolean(globalThis.crypto?.subtle) && 'DecompressionStream' in globalThis && typeof BigInt === 'function';

function start() {
  state.tongue = firstTongue();
  for (const [tongue, words] of Object.entries(tongues)) {
    const button = make('button', { type: 'button', lang: tongue, 'data-tongue': tongue }, words.name);
    button.addEventListener('click', () => {
      state.tongue = tongue;
      draw();
    });
    byId('tongues').append(button);
  }
  byId('package').addEventListener('change', ({ target }) => {
    state.package = target.files[0] ?? null;
    check();
  });
  byId('policy').addEventListener('change', ({ target }) => {
    state.policy = target.files[0] ?? null;
    check();
  });
  byId('print').addEventListener('click', () => window.print());
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  if (!isAble()) state.result = { verdict: 'old', facts: {}, findings: [] };
  byId('form').hidden = !isAble();
  draw();
}

start();
